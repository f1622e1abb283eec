#!/usr/bin/env bash
# Publishes the bot as one self-contained program, compiled ahead, for each machine named (linux-x64, linux-arm64 and win-x64
# by default) into publish/<machine>, with the election packs beside it. Nothing has to be installed where it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

machines=("$@")
((${#machines[@]})) || machines=(linux-x64 linux-arm64 win-x64)
for machine in "${machines[@]}"; do
    rm -rf "publish/$machine"
    # Not composite: the framework comes compiled already. The native libraries (SQLite, Skia) are unpacked at the first
    # start, into DOTNET_BUNDLE_EXTRACT_BASE_DIR or ~/.net.
    dotnet publish src/ResultsBot -c Release -r "$machine" --self-contained -o "publish/$machine" --nologo -v quiet \
        -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:DebugType=embedded \
        -p:PublishReadyToRunComposite=false -p:RunAnalyzers=false -nodeReuse:false
    cp appsettings.example.json LICENSE "publish/$machine/"
    echo "publish/$machine: $(du -sh "publish/$machine" | cut -f1)"
done
