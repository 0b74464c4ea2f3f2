using System.Buffers.Binary;
using CompetencyModular.Media.Content;

namespace CompetencyModular.Media.Tests.Content;

public sealed class PlayingTimeTests
{
    [Fact]
    public void A_wav_plays_as_long_as_its_data_lasts() => Of(Some.Wav(42), "a.wav").ShouldBe(42);

    [Fact]
    public void A_wav_that_claims_more_data_than_it_has_plays_what_it_has()
    {
        var wav = Some.Wav(10);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), int.MaxValue);

        Of(wav, "a.wav").ShouldBe(10);
    }

    [Fact]
    public void An_mp4_tells_it_in_its_movie_header_wherever_that_stands()
    {
        byte[] header = [0, 0, 0, 0, .. new byte[8], .. Big(1000), .. Big(93_500), .. new byte[80]];
        byte[] film = [.. Box("ftyp", "isom"u8.ToArray()), .. Box("mdat", new byte[5000]), .. Box("moov", [.. Box("udta", new byte[20]), .. Box("mvhd", header)])];

        Of(film, "a.mp4").ShouldBe(93.5);
        Of(film, "a.m4a").ShouldBe(93.5);
    }

    [Fact]
    public void An_mp3_of_one_rate_plays_as_long_as_its_bytes_last()
    {
        // MPEG 1, layer 3, 128 kbit/s, 44.1 kHz, after a tag of 100 bytes.
        byte[] sound = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 100, .. new byte[100], 0xFF, 0xFB, 0x90, 0x00, .. new byte[160_000 - 4]];

        Of(sound, "a.mp3")!.Value.ShouldBe(10, 0.01);
    }

    [Fact]
    public void An_mp3_of_many_rates_tells_its_frames()
    {
        byte[] sound = [0xFF, 0xFB, 0x90, 0x00, .. new byte[32], .. "Xing"u8, 0, 0, 0, 1, .. Big(1000), .. new byte[400]];

        Of(sound, "a.mp3")!.Value.ShouldBe(1000 * 1152 / 44100d, 0.01);
    }

    [Fact]
    public void An_ogg_tells_it_on_its_last_page()
    {
        byte[] sound = [.. "OggS"u8, .. new byte[24], .. "OpusHead"u8, .. new byte[100], .. "OggS"u8, 0, 4, .. Little(48_000 * 7), .. new byte[40]];

        Of(sound, "a.ogg").ShouldBe(7);
    }

    [Fact]
    public void A_webm_tells_it_in_its_information()
    {
        var length = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(length, 12_300);
        byte[] film = [0x1A, 0x45, 0xDF, 0xA3, .. new byte[30], 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40, 0x44, 0x89, 0x88, .. length, .. new byte[40]];

        Of(film, "a.webm")!.Value.ShouldBe(12.3, 1e-9);
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("a.mp4")]
    [InlineData("a.mp3")]
    [InlineData("a.ogg")]
    [InlineData("a.webm")]
    [InlineData("a.pdf")]
    public void A_file_that_does_not_tell_is_no_error(string name)
    {
        Of([], name).ShouldBeNull();
        Of(new byte[500], name).ShouldBeNull();
        Of([.. Enumerable.Repeat((byte)0xFF, 500)], name).ShouldBeNull();
    }

    private static double? Of(byte[] file, string name) => PlayingTime.Of(new MemoryStream(file), name);

    private static byte[] Box(string type, byte[] content) => [.. Big(content.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
