# A room is a folder of sources that becomes one static library, or an interface library when it has headers only.
# It is included by its name (`#include "bytes/error.h"`), and sees only the rooms that it links: each room is
# reached through an include directory of its own, which holds nothing but a link to that room.

# lamella_room(<target> <folder> [<library>...])
# Makes <target> of the folder's sources. A folder without files makes no target.
function(lamella_room target folder)
    set(source_dir ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
    cmake_path(GET source_dir FILENAME name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source_dir}/*.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${source_dir}/*.h)
    if(NOT sources AND NOT headers)
        return()
    endif()

    set(include_dir ${CMAKE_BINARY_DIR}/rooms/${name})
    file(MAKE_DIRECTORY ${include_dir})
    file(CREATE_LINK ${source_dir} ${include_dir}/${name} SYMBOLIC)

    if(sources)
        add_library(${target} STATIC ${sources} ${headers})
        set(scope PUBLIC)
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_include_directories(${target} ${scope} ${include_dir})
    target_link_libraries(${target} ${scope} ${ARGN})
endfunction()

# lamella_has_files(<variable> <folder>)
function(lamella_has_files variable folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
    if(files)
        set(${variable} TRUE PARENT_SCOPE)
    else()
        set(${variable} FALSE PARENT_SCOPE)
    endif()
endfunction()
