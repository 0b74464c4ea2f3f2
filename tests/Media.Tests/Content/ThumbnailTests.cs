using CompetencyModular.Media.Content;
using SkiaSharp;

namespace CompetencyModular.Media.Tests.Content;

public sealed class ThumbnailTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_large_picture_gets_a_small_one_of_the_same_shape(SKEncodedImageFormat format)
    {
        var (picture, width, height) = Thumbnail.Of(new MemoryStream(Samples.Picture(2400, 1200, format)))!.Value;

        (width, height).ShouldBe((2400, 1200));
        var small = SKBitmap.DecodeBounds(picture);
        (small.Width, small.Height).ShouldBe((960, 480));
    }

    [Fact]
    public void A_moving_picture_shows_its_first_frame() => Thumbnail.Of(new MemoryStream(Samples.Gif))!.Value.Width.ShouldBe(2);

    [Fact]
    public void A_small_picture_is_not_made_larger()
    {
        var small = SKBitmap.DecodeBounds(Thumbnail.Of(new MemoryStream(Samples.Picture(60, 40)))!.Value.Picture);

        (small.Width, small.Height).ShouldBe((60, 40));
    }

    [Fact]
    public void A_photo_that_was_taken_upright_stands_upright()
    {
        var (picture, width, height) = Thumbnail.Of(new MemoryStream(Samples.HeldUpright(400, 200)))!.Value;

        (width, height).ShouldBe((200, 400));
        using var turned = SKBitmap.Decode(picture);
        // What was left before the turn is on top now.
        turned.GetPixel(100, 30).Red.ShouldBeGreaterThan((byte)200);
        turned.GetPixel(100, 370).Blue.ShouldBeGreaterThan((byte)200);
    }

    [Fact]
    public void What_is_no_picture_has_none()
    {
        Thumbnail.Of(new MemoryStream(Some.Pdf)).ShouldBeNull();
        Thumbnail.Of(new MemoryStream([])).ShouldBeNull();
        Thumbnail.Of(new MemoryStream(Samples.Picture(800, 800)[..40])).ShouldBeNull();
    }
}
