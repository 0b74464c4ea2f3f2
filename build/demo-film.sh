#!/usr/bin/env bash
# build/demo-film.sh draws the film of the demo (how a ring is fed again after a fault) with ffmpeg, box by box, and writes it where the Media module embeds it.
# Run it after a change here, and commit what it wrote; builds and tests take the film as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
target=modules/Media/CompetencyModular.Media/Demo/ring-fault.webm
live=0x4338CA dead=0xA9AEC2 fault=0xA8211A ink=0x1A1B2E paper=0xF4F6FB
filters=()
# box x y width height colour [from] [to]: from and to in seconds.
box() { filters+=("drawbox=x=$1:y=$2:w=$3:h=$4:color=$5:t=fill${6:+:enable='between(t,$6,${7:-60})'}"); }
# line x y width height: live, then dead and live again at the given seconds.
line() {
  box "$1" "$2" "$3" "$4" $live
  if [ $# -gt 4 ]; then box "$1" "$2" "$3" "$4" $dead "$5" "$6"; fi
}
station() { box $(($1 - 15)) $(($2 - 15)) 30 30 $ink; box $(($1 - 12)) $(($2 - 12)) 24 24 0xFFFFFF; box $(($1 - 5)) $(($2 - 5)) 10 10 "${3:-$live}"; if [ $# -gt 3 ]; then box $(($1 - 5)) $(($2 - 5)) 10 10 $dead "$4" "$5"; fi; }
# The upper half of the ring is fed all the time.
line 80 78 480 5; line 78 78 5 102; line 558 78 5 72
# The lower half: from the substation to station 4, the piece with the fault, and on to the open point at the right.
line 78 180 5 102 5 14
line 80 278 150 5 5 14
line 230 278 180 5 5 60
line 410 278 150 5 5 18
line 558 200 5 83 5 18
# The open point, closed at second 18.
box 553 150 15 50 $paper; box 555 150 11 3 $ink; box 555 197 11 3 $ink; box 558 150 5 50 $live 18
# The fault flashes, then both ends of its piece are opened.
for t in 5 6 7 8; do box 306 262 28 36 $fault $t "$t.6"; done
box 306 262 28 36 $fault 9
for x in 246 382; do box $x 270 16 21 $paper 9.5; box $x 270 3 21 $ink 9.5; box $((x + 13)) 270 3 21 $ink 9.5; done
box 50 150 62 60 $ink; box 54 154 54 52 0xFFFFFF; box 66 166 30 28 $live
station 220 80; station 420 80; station 220 280 $live 5 14; station 420 280 $live 5 18
ffmpeg -v error -y -f lavfi -i "color=c=$paper:s=640x360:r=10:d=24" -vf "$(IFS=,; echo "${filters[*]}")" \
  -c:v libvpx-vp9 -b:v 0 -crf 34 -g 240 -pix_fmt yuv420p -an -map_metadata -1 -fflags +bitexact "$target"
ls -l "$target"
