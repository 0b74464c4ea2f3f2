using System.Diagnostics;
using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;

namespace CompetencyModular.Media.Tests.Content;

public sealed class FfmpegTests
{
    public static bool IsWindows => OperatingSystem.IsWindows();

    public static bool HasNoFfmpeg => Samples.HasNoFfmpeg;

    [Theory(Skip = "Stands in for ffmpeg with a shell script.", SkipWhen = nameof(IsWindows))]
    [InlineData("exec sleep 60")]
    [InlineData("while :; do echo talking on and on; done")]
    public async Task A_file_that_keeps_it_busy_is_given_up_after_a_while_and_nothing_is_left_running(string does)
    {
        var folder = Directory.CreateTempSubdirectory();
        foreach (var name in new[] { "ffmpeg", "ffprobe" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), $"#!/bin/sh\n{does}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder.FullName, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var work = WorkFolder.Make(DateTimeOffset.UtcNow);
        var began = Stopwatch.StartNew();

        var facts = await new Ffmpeg(folder.FullName) { LookLimit = TimeSpan.FromMilliseconds(300) }.LookAsync(work, "input.mp4", CancellationToken.None);

        facts.ShouldBeNull();
        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        folder.Delete(recursive: true);
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg))]
    [InlineData(".mp4")]
    [InlineData(".webm")]
    [InlineData(".ogg")]
    public async Task It_opens_no_other_file_that_the_one_it_is_given_may_name(string ending)
    {
        using var work = WorkFolder.Make(DateTimeOffset.UtcNow);
        await File.WriteAllBytesAsync(work.PathOf("secret.wav"), Some.Wav(5));
        foreach (var list in new[] { "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.wav\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile secret.wav\n" })
        {
            await File.WriteAllTextAsync(work.PathOf("input" + ending), list);

            (await new Ffmpeg(null).LookAsync(work, "input" + ending, CancellationToken.None)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(".mov", 1_000, "h264", "aac", 640, 2d, true)]
    [InlineData(".mp4", 1_000, "h264", "aac", 640, 2d, false)]
    [InlineData(".mp4", 1_000, "hevc", "aac", 640, 2d, true)]
    [InlineData(".mp4", 1_000, "h264", "ac3", 640, 2d, true)]
    [InlineData(".mp4", 1_000, "h264", "aac", 3840, 2d, true)]
    [InlineData(".mp4", 10_000_000, "h264", "aac", 640, 2d, true)]
    [InlineData(".webm", 1_000, "vp9", "opus", 640, 2d, false)]
    [InlineData(".wav", 1_000, null, "pcm_s16le", null, 2d, false)]
    [InlineData(".wav", 10_000_000, null, "pcm_s16le", null, 60d, true)]
    [InlineData(".ogg", 1_000, null, "opus", null, 2d, true)]
    [InlineData(".m4a", 1_000, null, "alac", null, 2d, true)]
    [InlineData(".mp3", 10_000_000, null, "mp3", null, 2d, false)]
    public void A_version_is_made_of_what_not_every_browser_plays_or_is_too_much_for_a_phone(string ending, long length, string? video, string? audio, int? width, double seconds, bool wanted) =>
        new FileFacts(seconds, width, width / 2, video, audio).WantsRendition(ending, length).ShouldBe(wanted);
}
