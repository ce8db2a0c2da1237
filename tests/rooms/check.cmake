# Preprocesses one include of each room as if it stood in ROOM, and compares what builds with what may build.

list(TRANSFORM INCLUDES PREPEND -I)
file(MAKE_DIRECTORY ${WORK})

set(allowed TRUE)
foreach(other ${ROOMS})
    file(GLOB_RECURSE headers RELATIVE ${ENGINE} ${ENGINE}/${other}/*.h)
    if(headers)
        list(GET headers 0 header)
        file(WRITE ${WORK}/probe.cpp "#include \"${header}\"\n")
        execute_process(COMMAND ${COMPILER} -std=c++20 ${INCLUDES} -E -o /dev/null ${WORK}/probe.cpp
            RESULT_VARIABLE result ERROR_VARIABLE errors)
        if(allowed AND NOT result EQUAL 0)
            message(SEND_ERROR "engine/${ROOM} cannot include ${header}:\n${errors}")
        elseif(NOT allowed AND result EQUAL 0)
            message(SEND_ERROR "engine/${ROOM} can include ${header}, which stands right of it")
        elseif(NOT allowed AND NOT errors MATCHES "${header}.*(No such file|file not found)")
            message(SEND_ERROR "engine/${ROOM} finds ${header}, and only then fails:\n${errors}")
        endif()
    endif()
    if(other STREQUAL ROOM)
        set(allowed FALSE)
    endif()
endforeach()

# A relative path would go around the include directories.
file(GLOB_RECURSE files ${ENGINE}/${ROOM}/*.h ${ENGINE}/${ROOM}/*.cpp)
foreach(file ${files})
    file(STRINGS ${file} around REGEX "#[ ]*include[ ]*\"[^\"]*\\.\\./")
    if(around)
        message(SEND_ERROR "${file} includes by a relative path: ${around}")
    endif()
endforeach()
