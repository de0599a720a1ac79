#!/bin/sh
# puts the fixture into the folder of the run
set -eu
cp -R "$(dirname "$0")/fixture/." .
