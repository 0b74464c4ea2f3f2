using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
using Microsoft.Extensions.Configuration;

namespace CompetencyModular.Media.Content;

/// <summary>
/// ffmpeg and ffprobe, where the server has them. They are outside programs that read what strangers made: each run is limited in time and in what it may say, has
/// a folder of its own and nothing of the server's environment, opens no other file and no address, and sees only names that were made here.
/// </summary>
/// <param name="folder">Where they are; null to look for them on the path.</param>
internal sealed class Ffmpeg(string? folder)
{
    private const int MostOutput = 256 * 1024;
    private const int PreviewSide = 960;

    /// <summary>Says what went wrong and nothing else, and takes no larger piece of memory than any honest file asks for.</summary>
    private static readonly string[] Quiet = ["-v", "error", "-max_alloc", "536870912"];

    /// <summary>Says where ffmpeg is, in the server's configuration; <c>off</c> does without it.</summary>
    public const string Setting = "Media:FfmpegFolder";

    public TimeSpan LookLimit { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan RenderLimit { get; init; } = TimeSpan.FromHours(1);

    public static Ffmpeg Of(IConfiguration configuration) => new(configuration[Setting]);

    /// <summary>Whether the server has it. Looked for each time: it may be installed while the server runs.</summary>
    public bool IsThere => Find("ffmpeg") is not null && Find("ffprobe") is not null;

    /// <summary>What a sound or film holds; null where it cannot be read.</summary>
    public async Task<FileFacts?> LookAsync(WorkFolder work, string file, CancellationToken cancellationToken)
    {
        var output = await RunAsync("ffprobe", work, LookLimit, [
            .. Quiet, .. Input(file), "-show_entries",
            "format=duration:stream=codec_type,codec_name,width,height:stream_disposition=attached_pic:stream_side_data=rotation", "-of", "json"], cancellationToken);
        return output is null ? null : Read(output);
    }

    /// <summary>Takes a picture out of a film that says something about it: not the first, which is often black.</summary>
    public async Task<bool> TakePictureAsync(WorkFolder work, string file, double? seconds, string target, CancellationToken cancellationToken)
    {
        // Where there is nothing at that place, the beginning.
        foreach (var at in new[] { Math.Min((seconds ?? 0) * 0.1, 10), 0 })
        {
            await RunAsync("ffmpeg", work, LookLimit, [
                .. Quiet, "-nostdin", "-y", "-ss", at.ToString("0.###", CultureInfo.InvariantCulture), "-max_pixels", "50000000", .. Input(file),
                "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", $"thumbnail=25,scale='min({PreviewSide},iw)':-2", "-frames:v", "1", "-q:v", "4", "-f", "image2", "-update", "1", target], cancellationToken);
            if (work.Has(target)) return true;
        }

        return false;
    }

    /// <summary>Makes a film or sound that every browser plays and that begins before all of it has come.</summary>
    public async Task<bool> RenderAsync(WorkFolder work, string file, bool isFilm, string target, CancellationToken cancellationToken)
    {
        string[] picture = isFilm
            ? ["-map", "0:v:0", "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-maxrate", "2500k", "-bufsize", "5000k", "-pix_fmt", "yuv420p",
               "-vf", "scale='if(gte(iw,ih),trunc(min(1280,iw)/2)*2,-2)':'if(gte(iw,ih),-2,trunc(min(1280,ih)/2)*2)'"]
            : ["-vn"];
        return await RunAsync("ffmpeg", work, RenderLimit, [
            .. Quiet, "-nostdin", "-y", "-max_pixels", "50000000", .. Input(file), .. picture, "-map", isFilm ? "0:a:0?" : "0:a:0", "-sn", "-dn", "-map_metadata", "-1",
            "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-threads", "2", "-fs", $"{MediaFiles.MaxMegabytes}M", "-movflags", "+faststart", "-f", "mp4", target], cancellationToken) is not null
            && work.Has(target);
    }

    /// <summary>The reader is chosen by the ending that the file's first bytes agreed with, so that nothing is taken for a list of further files.</summary>
    private static string[] Input(string file) => ["-protocol_whitelist", "file", "-f", Path.GetExtension(file) switch
    {
        ".mp4" or ".mov" or ".m4a" => "mov",
        ".webm" => "matroska",
        ".wav" => "wav",
        ".mp3" => "mp3",
        _ => "ogg",
    }, "-i", "file:" + file];

    private static FileFacts? Read(string json)
    {
        try
        {
            using var read = JsonDocument.Parse(json);
            var root = read.RootElement;
            double? seconds = root.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var said)
                && double.TryParse(said.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var length) && double.IsFinite(length) && length > 0 ? length : null;
            var streams = root.TryGetProperty("streams", out var all) ? all.EnumerateArray().ToList() : [];
            // The picture on the cover of a sound is no film.
            var film = streams.FirstOrDefault(s => Text(s, "codec_type") == "video" && !(s.TryGetProperty("disposition", out var of) && Number(of, "attached_pic") == 1));
            var sound = streams.FirstOrDefault(s => Text(s, "codec_type") == "audio");
            var (hasFilm, hasSound) = (film.ValueKind is JsonValueKind.Object, sound.ValueKind is JsonValueKind.Object);
            if (!hasFilm && !hasSound) return null;
            var (width, height) = hasFilm ? (Number(film, "width"), Number(film, "height")) : (null, null);
            return IsTurned(film) ? new FileFacts(seconds, height, width, Codec(film), hasSound ? Codec(sound) : null) : new FileFacts(seconds, width, height, hasFilm ? Codec(film) : null, hasSound ? Codec(sound) : null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }

        static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        static int? Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;
        static string Codec(JsonElement of) => Text(of, "codec_name") is { Length: > 0 and <= 30 } name ? name : "unknown";
        static bool IsTurned(JsonElement of) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty("side_data_list", out var notes)
            && notes.EnumerateArray().Any(n => Math.Abs(Number(n, "rotation") ?? 0) % 180 == 90);
    }

    /// <summary>What it said, if it ended well and in time; else null.</summary>
    private async Task<string?> RunAsync(string program, WorkFolder work, TimeSpan limit, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Find(program) is not { } path) return null;
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = work.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        // Without it no program starts there.
        if (OperatingSystem.IsWindows()) start.Environment["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot");
        using var process = Process.Start(start)!;
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        inTime.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            Behind(process);
            var said = ReadAsync(process.StandardOutput, inTime.Token);
            var complained = ReadAsync(process.StandardError, inTime.Token);
            var output = await said;
            await complained;
            await process.WaitForExitAsync(inTime.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            // Also when the server stops: nothing is left running.
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>People at their screens come first.</summary>
    private static void Behind(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or the system does not allow it.
        }
    }

    /// <summary>Reads to the end and keeps the beginning: a file that makes it talk without end fills no memory.</summary>
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken cancellationToken)
    {
        var (kept, buffer) = (new StringBuilder(), new char[8192]);
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
            if (kept.Length < MostOutput) kept.Append(buffer, 0, read);
        return kept.ToString();
    }

    private string? Find(string program)
    {
        if (folder is "off") return null;
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var places = string.IsNullOrEmpty(folder) ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) : [folder];
        return places.Where(Path.IsPathFullyQualified).Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);
    }
}

/// <summary>A folder for one piece of work; it goes with all that is in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "competency-media-";

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private WorkFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes one, and takes away what a server that was killed has left.</summary>
    /// <param name="now">The time.</param>
    public static WorkFolder Make(DateTimeOffset now)
    {
        foreach (var left in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*").Where(d => d.LastWriteTimeUtc < now.UtcDateTime - Oldest))
        {
            try
            {
                left.Delete(recursive: true);
            }
            catch (Exception others) when (others is IOException or UnauthorizedAccessException)
            {
                // Another server's, which works on it or will take it away itself.
            }
        }

        return new WorkFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public bool Has(string name) => new FileInfo(PathOf(name)) is { Exists: true, Length: > 0 };

    /// <summary>Copies a stored file here, under a name that is made here.</summary>
    /// <returns>The name; null where the file is gone.</returns>
    public async Task<string?> TakeAsync(IFiles files, string area, string hash, string ending, CancellationToken cancellationToken)
    {
        await using var content = files.Open(area, hash);
        if (content is null) return null;
        var name = "input" + ending;
        await using var copy = File.Create(PathOf(name));
        await content.CopyToAsync(copy, cancellationToken);
        return name;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
