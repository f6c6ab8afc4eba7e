"""Files: what came with a message, kept as bytes, and the way that a bot gets them again.

https://core.telegram.org/bots/api#getfile: a bot may send up to 50 MB, and get up to 20.
"""

import struct
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.emulator.params import Params, Upload
from bot.emulator.state import JSON, Refusal, bad_request
from bot.emulator.world import World

MAX_SENT = 50 * 1024 * 1024
MAX_GOT = 20 * 1024 * 1024
MAX_NAME = 60
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"
END_OF_SIZE = len(PNG) + 8


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the local Telegram."""

    number: int
    kind: str
    upload: Upload

    @property
    def id(self) -> str:
        return f"local-file-{self.number}"

    @property
    def path(self) -> str:
        """Where it is downloaded: numbered, with the ending that it had."""
        _, dot, ending = self.upload.name.rpartition(".")
        return f"{self.kind}s/file_{self.number}{dot}{ending if dot else ''}"

    def json(self) -> JSON:
        size = len(self.upload.content)
        return {"file_id": self.id, "file_unique_id": f"u{self.number}", "file_size": size}

    def photo_json(self) -> JSON:
        """In the one size that it has; https://www.w3.org/TR/png-3/#11IHDR says where it stands.

        Telegram keeps it in several, and as JPEG."""
        content = self.upload.content
        if not content.startswith(PNG) or len(content) < END_OF_SIZE:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = struct.unpack_from(">II", content, len(PNG))
        return {"width": width, "height": height} | self.json()

    def document_json(self) -> JSON:
        told: JSON = {"file_name": self.upload.name, "mime_type": self.upload.mime}
        return {name: value for name, value in told.items() if value} | self.json()


def keep(world: World, upload: Upload, kind: str = "document") -> StoredFile:
    stored = StoredFile(len(world.files), kind, upload)
    world.files[stored.id] = stored
    return stored


def given(world: World, params: Params, kind: str) -> StoredFile:
    """The file of a call: uploaded with it, or known from before by its id."""
    value = params.values.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        value = params.values.get(value.removeprefix("attach://"))
    if isinstance(value, Upload):
        if not value.content:
            raise bad_request("file must be non-empty")
        if len(value.content) > MAX_SENT:
            raise Refusal(413, "Request Entity Too Large")
        return keep(world, value, kind)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    known: StoredFile = world.files[value]
    return known


def get_file(world: World, params: Params) -> JSON:
    if "file_id" not in params:
        raise bad_request("file_id not specified")
    stored: StoredFile | None = world.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.upload.content) > MAX_GOT:
        raise bad_request("file is too big")
    return stored.json() | {"file_path": stored.path}


def download(world: World, request: Request) -> Response:
    """`/file/bot<token>/<file_path>`; whoever asks has shown the token."""
    wanted = request.path_params["path"]
    stored = next((each for each in world.files.values() if each.path == wanted), None)
    if stored is None or len(stored.upload.content) > MAX_GOT:
        return JSONResponse(Refusal(404, "Not Found").json(), 404)
    return Response(stored.upload.content, media_type="application/octet-stream")


def for_page(stored: StoredFile) -> Response:
    """As a browser saves it, never as something that it runs; a picture it shows."""
    if stored.kind == "photo":
        return Response(
            stored.upload.content,
            media_type="image/png",
            headers={"x-content-type-options": "nosniff"},
        )
    name = quote(stored.upload.name[:MAX_NAME] or "file")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "x-content-type-options": "nosniff",
    }
    return Response(stored.upload.content, media_type="application/octet-stream", headers=headers)
