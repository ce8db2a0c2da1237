# The widgets with what they show: icons and translations are part of the library, so that tests have them too.
find_package(Qt6 REQUIRED COMPONENTS Widgets Svg DBus LinguistTools)
find_package(QCustomPlotQt6 REQUIRED)

lamella_room(widgets widgets ${LAMELLA_ENGINE} Qt6::Widgets Qt6::Svg Qt6::DBus QCustomPlotQt6)
set_target_properties(widgets PROPERTIES AUTOMOC ON)
lamella_precompile(widgets window <QtWidgets>)
target_include_directories(widgets PRIVATE ${PROJECT_SOURCE_DIR})

file(GLOB icons CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/icons/*.svg)
qt_add_resources(widgets icons PREFIX /icons BASE ${PROJECT_SOURCE_DIR}/resources/icons FILES ${icons})
file(GLOB help CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/help/*.html)
qt_add_resources(widgets help PREFIX /help BASE ${PROJECT_SOURCE_DIR}/resources/help FILES ${help})
file(GLOB lessons CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/lessons/*.json)
qt_add_resources(widgets lessons PREFIX /lessons BASE ${PROJECT_SOURCE_DIR}/resources/lessons FILES ${lessons})

# Target update_translations brings the files up to date; a test says when that was forgotten.
get_target_property(translated widgets SOURCES)
qt_add_translations(widgets TS_FILES ${PROJECT_SOURCE_DIR}/translations/lamella_zh_CN.ts
    RESOURCE_PREFIX /translations
    SOURCES ${translated} ${PROJECT_SOURCE_DIR}/resources/sentences.h
        ${PROJECT_SOURCE_DIR}/resources/report_words.h
    LUPDATE_OPTIONS -I ${PROJECT_SOURCE_DIR} -locations none -no-obsolete)
