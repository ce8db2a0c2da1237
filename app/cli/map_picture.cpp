#include "map_picture.h"

#include "bytes/error.h"

#include <librsvg/rsvg.h>

#include <memory>

namespace cli {

namespace {

constexpr double pixelsPerUnit = 2;

template <auto release>
struct Release {
    template <class Object>
    void operator()(Object* object) const
    {
        release(object);
    }
};

cairo_status_t append(void* png, const unsigned char* data, unsigned int length)
{
    static_cast<std::string*>(png)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string pngOf(const std::string& svg)
{
    const engine::Error failed(engine::ErrorKind::Io, "report.notDrawn");
    const std::unique_ptr<RsvgHandle, Release<g_object_unref>> handle(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr));
    RsvgRectangle area{};
    if (!handle)
        throw failed;
    rsvg_handle_get_intrinsic_dimensions(handle.get(), nullptr, nullptr, nullptr, nullptr, nullptr, &area);
    area.width *= pixelsPerUnit;
    area.height *= pixelsPerUnit;
    const std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(area.width), static_cast<int>(area.height)));
    const std::unique_ptr<cairo_t, Release<cairo_destroy>> cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    std::string png;
    if (!rsvg_handle_render_document(handle.get(), cairo.get(), &area, nullptr) ||
        cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
        throw failed;
    return png;
}

}  // namespace cli
