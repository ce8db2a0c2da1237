# Two thirds of the time that a compilation takes goes into the headers of the standard library and of Qt: each group of
# targets that are compiled with the same options precompiles those once. A build for fuzzing does without: it shows
# where a source of the engine lacks an include.

set(LAMELLA_STANDARD_HEADERS <algorithm> <array> <bit> <cstdint> <filesystem> <functional> <map> <memory> <optional>
    <set> <span> <stop_token> <string> <string_view> <utility> <vector>)

# lamella_precompile(<target> <group> [<header>...])
# The first target of a group makes the precompiled headers that all its targets use.
function(lamella_precompile target group)
    if(NOT LAMELLA_PRECOMPILE OR LAMELLA_FUZZ)
        return()
    endif()
    get_property(owner GLOBAL PROPERTY lamella_headers_${group})
    if(owner)
        target_precompile_headers(${target} REUSE_FROM ${owner})
    else()
        target_precompile_headers(${target} PRIVATE ${LAMELLA_STANDARD_HEADERS} ${ARGN})
        set_property(GLOBAL PROPERTY lamella_headers_${group} ${target})
    endif()
endfunction()
