# How every target of Hearth is built, in one place: language, warnings, sanitizers, fast linker, libraries.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(HEARTH_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")
option(HEARTH_FUZZ "Build the fuzz targets (clang only)" OFF)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-fno-omit-frame-pointer $<$<CONFIG:Release,RelWithDebInfo>:-O2>)
if(HEARTH_SANITIZE)
  add_compile_options(-fsanitize=${HEARTH_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HEARTH_SANITIZE})
else()
  add_compile_options($<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2> -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(MARIADB REQUIRED IMPORTED_TARGET libmariadb)
# Poco's DataMySQL names this target but does not define it.
if(NOT TARGET MySQL::client)
  add_library(MySQL::client ALIAS PkgConfig::MARIADB)
endif()
find_package(Poco REQUIRED COMPONENTS Foundation Net Util JSON JWT Crypto Data DataMySQL)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(wslay REQUIRED)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(CPPUNIT IMPORTED_TARGET cppunit)

# Our own code is held to these; what packages bring is not.
add_library(hearth_flags INTERFACE)
target_compile_options(hearth_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Werror)
target_include_directories(hearth_flags INTERFACE ${CMAKE_SOURCE_DIR}/core)
target_link_libraries(hearth_flags INTERFACE Threads::Threads)

# hearth_library(net LINKS hearth_base PkgConfig::WSLAY): all .cpp of this folder as the library hearth_net.
function(hearth_library name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(hearth_${name} STATIC ${sources})
  target_link_libraries(hearth_${name} PUBLIC hearth_flags ${ARG_LINKS})
endfunction()

# hearth_tests(unit_net LINKS hearth_net): all *_test.cpp of this folder as one CppUnit program, and each of its
# suites as a test of its own.
function(hearth_tests name)
  cmake_parse_arguments(ARG "" "" "LINKS;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_executable(test_${name} ${sources} ${CMAKE_SOURCE_DIR}/tests/main.cpp)
  target_link_libraries(test_${name} PRIVATE hearth_flags PkgConfig::CPPUNIT ${ARG_LINKS})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  add_custom_command(TARGET test_${name} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:test_${name}> -DNAME=${name} "-DLABELS=${ARG_LABELS}"
            -DOUT=${CMAKE_CURRENT_BINARY_DIR}/${name}_suites.cmake
            -P ${CMAKE_SOURCE_DIR}/packaging/cmake/ListSuites.cmake
    VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}_suites.cmake)
endfunction()
