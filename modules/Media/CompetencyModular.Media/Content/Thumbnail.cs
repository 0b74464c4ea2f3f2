using SkiaSharp;

namespace CompetencyModular.Media.Content;

/// <summary>A small version of a picture, as WebP; of a moving one its first frame.</summary>
internal static class Thumbnail
{
    private const int Side = 960;
    private const long MostPixels = 50_000_000;

    /// <summary>A small picture and the size of the large one, as it is held; null where it cannot be read.</summary>
    public static (byte[] Picture, int Width, int Height)? Of(Stream picture)
    {
        using var codec = SKCodec.Create(picture, out _);
        if (codec is null || codec.Info.Width * (long)codec.Info.Height is 0 or > MostPixels) return null;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var scale = Math.Min(1f, Side / (float)Math.Max(width, height));
        // What the format can leave out while it is read is never in memory.
        var read = codec.GetScaledDimensions(scale);
        using var whole = new SKBitmap(new SKImageInfo(read.Width, read.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        // A picture that ends early is shown as far as it goes.
        if (codec.GetPixels(whole.Info, whole.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return null;
        using var small = whole.Resize(new SKImageInfo(Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        if (small is null) return null;
        var origin = codec.EncodedOrigin;
        using var held = Turned(small, origin);
        using var written = held.Encode(SKEncodedImageFormat.Webp, 80);
        return written is null ? null : IsOnItsSide(origin) ? (written.ToArray(), height, width) : (written.ToArray(), width, height);
    }

    private static bool IsOnItsSide(SKEncodedOrigin origin) => origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>As the camera was held.</summary>
    private static SKBitmap Turned(SKBitmap picture, SKEncodedOrigin origin)
    {
        var (width, height) = (picture.Width, picture.Height);
        var turned = IsOnItsSide(origin) ? new SKBitmap(height, width) : new SKBitmap(width, height);
        using var canvas = new SKCanvas(turned);
        canvas.Clear(SKColors.Transparent);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        canvas.DrawBitmap(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }
}
