"""Days, hours and zones: as feeds, newspapers and readers write them, and as briefings need them.

`dates` reads what feeds and pages say, `calendars` prints days, `typed_times` and `typed_quiet`
read what readers type, `cities` and `zones` tell where they live; `briefing_times` reckons.
"""
