using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Files;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Files;

public sealed class FileStoreTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly FileRules Rules = new("probe", FileKinds.All, 1024 * 1024, MaxFiles: 2);

    [Fact]
    public async Task A_stored_file_lies_under_the_hash_of_its_content_and_is_read_from_any_place()
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        var stored = (await StoreAsync(host, "notes.txt", Samples.Text)).Value;

        stored.ShouldBe(new StoredFile("probe", Convert.ToHexStringLower(SHA256.HashData(Samples.Text)), "notes.txt", "text/plain; charset=utf-8", Samples.Text.Length));
        await host.UseAsync<IFiles, int>(async files =>
        {
            await using var content = files.Open(stored.Area, stored.Hash).ShouldNotBeNull();
            content.Position = 6;
            using var reader = new StreamReader(content);
            (await reader.ReadToEndAsync()).ShouldBe("e aus der Werkstatt\n");
            return 0;
        });
    }

    [Fact]
    public async Task The_same_content_twice_is_one_file_and_is_gone_when_it_is_deleted()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        var content = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString());

        var one = (await StoreAsync(host, "one.txt", content)).Value;
        var other = (await StoreAsync(host, "other.txt", content)).Value;

        other.ShouldBe(one with { Name = "other.txt" });
        (await OpensAsync(host, one)).ShouldBeTrue();
        await host.UseAsync<IFiles, int>(files =>
        {
            files.Delete(one.Area, one.Hash);
            return Task.FromResult(0);
        });
        (await OpensAsync(host, other)).ShouldBeFalse();
    }

    [Fact]
    public async Task M3_What_one_tenant_stored_no_other_can_open()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(Probe.ProbeModule).Assembly);
        var stored = (await StoreAsync(host, "secret.txt", Samples.Text)).Value;
        var other = await host.AddTenantAsync("Other organisation", "other.example");

        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(other);

        scope.ServiceProvider.GetRequiredService<IFiles>().Open(stored.Area, stored.Hash).ShouldBeNull();
        (await OpensAsync(host, stored)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("probe", "../../../host.db")]
    [InlineData("..", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("probe/../..", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("", "")]
    public async Task No_address_leads_out_of_the_folder(string area, string hash)
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        (await OpensAsync(host, new StoredFile(area, hash, "", "", 0))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("report.pdf", "pdf")]
    [InlineData("REPORT.PDF", "pdf")]
    [InlineData("photo.png", "png")]
    [InlineData("photo.jpeg", "jpg")]
    [InlineData("photo.webp", "webp")]
    [InlineData("sound.wav", "wav")]
    [InlineData("letter.docx", "docx")]
    [InlineData("letter.odt", "odt")]
    [InlineData("captions.vtt", "vtt")]
    [InlineData("film.mp4", "mp4")]
    [InlineData("film.webm", "webm")]
    public async Task Each_kind_is_taken_when_its_first_bytes_agree(string name, string what)
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        (await StoreAsync(host, name, Content(what))).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("virus.exe", "txt", "kind-refused")]
    [InlineData("page.html", "txt", "kind-refused")]
    [InlineData("drawing.svg", "txt", "kind-refused")]
    [InlineData("noending", "txt", "kind-refused")]
    [InlineData("photo.png", "jpg", "not-what-it-says")]
    [InlineData("photo.jpg", "txt", "not-what-it-says")]
    [InlineData("report.pdf", "docx", "not-what-it-says")]
    [InlineData("letter.xlsx", "docx", "not-what-it-says")]
    [InlineData("notes.txt", "png", "not-what-it-says")]
    [InlineData("captions.vtt", "txt", "not-what-it-says")]
    [InlineData("song.mp3", "jpg", "not-what-it-says")]
    [InlineData("film.mp4", "heic", "not-what-it-says")]
    [InlineData("cut.png", "cut", "not-what-it-says")]
    [InlineData("huge.png", "huge", "too-many-pixels")]
    [InlineData("nothing.txt", "", "empty")]
    [InlineData("macro.docx", "macro", "archive-refused")]
    [InlineData("climber.docx", "climber", "archive-refused")]
    [InlineData("bomb.docx", "bomb", "archive-refused")]
    [InlineData("many.docx", "many", "archive-refused")]
    public async Task What_is_not_what_it_says_or_does_harm_is_refused(string name, string what, string code)
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        var error = (await StoreAsync(host, name, Content(what))).Error.ShouldNotBeNull();

        (error.Kind, error.Code).ShouldBe((ErrorKind.Invalid, $"files.{code}"));
        error.Message.ShouldContain(name);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read_where_its_length_is_known()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        using var content = new MemoryStream(new byte[2 * 1024 * 1024]);

        var result = await host.UseAsync<IFiles, Result<StoredFile>>(files => files.StoreAsync(content, "big.txt", Rules, CancellationToken.None));

        result.Error!.Code.ShouldBe("files.too-large");
        content.Position.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_does_not_say_its_length_is_cut_off_at_the_limit()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        await using var endless = new Endless();

        var result = await host.UseAsync<IFiles, Result<StoredFile>>(files => files.StoreAsync(endless, "endless.txt", Rules, CancellationToken.None));

        result.Error!.Code.ShouldBe("files.too-large");
        endless.Given.ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData(@"C:\Users\ada\Desktop\notes.txt", "notes.txt")]
    [InlineData("a<b>|c?.txt", "a_b__c_.txt")]
    [InlineData("\u202Etxt.fdp\u0000.txt", "txt.fdp.txt")]
    [InlineData(".txt", "txt")]
    [InlineData("", "file")]
    public void A_name_from_outside_becomes_one_that_harms_nobody(string name, string safe) => FileNames.Safe(name).ShouldBe(safe);

    [Fact]
    public void A_long_name_is_shortened_before_its_ending() => FileNames.Safe(new string('a', 300) + ".pdf").ShouldBe(new string('a', 116) + ".pdf");

    [Fact]
    public async Task A_photo_loses_place_device_and_what_follows_it_but_not_which_way_up_it_is()
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        var stored = (await StoreAsync(host, "photo.jpg", Samples.Jpeg(orientation: 6))).Value;

        var kept = Encoding.Latin1.GetString(await ReadAsync(host, stored));
        kept.ShouldNotContain("GPS");
        kept.ShouldNotContain("Berlin");
        kept.ShouldNotContain("Ada");
        kept.ShouldNotContain("film");
        kept.ShouldContain("JFIF");
        kept.ShouldContain("Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006");
        kept.ShouldEndWith("\u0012\u00FF\0\u0034\u00FF\u00D0\u0056\u00FF\u00D9");
    }

    [Fact]
    public async Task Notes_within_other_pictures_are_dropped_too()
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        var png = (await StoreAsync(host, "photo.png", Samples.Png(withText: true))).Value;
        var webP = (await StoreAsync(host, "photo.webp", Samples.WebP(withExif: true))).Value;

        (await ReadAsync(host, png)).ShouldBe(Samples.Png(withText: false));
        (await ReadAsync(host, webP)).ShouldBe(Samples.WebP(withExif: false));
    }

    [Fact]
    public async Task When_the_space_is_used_up_nothing_more_is_taken()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(Probe.ProbeModule).Assembly);
        host.Services.GetRequiredService<FileUsage>().Add(host.Tenant.Id, 50L * 1024 * 1024 * 1024);

        (await StoreAsync(host, "notes.txt", Samples.Text)).Error!.Code.ShouldBe("files.quota-used-up");
    }

    [Fact]
    public async Task Of_the_files_of_a_form_all_are_kept_or_each_refusal_is_told()
    {
        var host = await hosts.OnAsync(Database.Sqlite);

        var kept = await StoreAsync(host, Form(("a.txt", Samples.Text), ("b.pdf", Samples.Pdf), ("", [])));
        var refused = await StoreAsync(host, Form(("a.exe", Samples.Text), ("b.pdf", Samples.Text)));
        var tooMany = await StoreAsync(host, Form(("a.txt", Samples.Text), ("b.txt", Samples.Text), ("c.txt", Samples.Text)));

        kept.Value.Select(f => f.Name).ShouldBe(["a.txt", "b.pdf"]);
        refused.Error!.Message.ShouldContain("a.exe");
        refused.Error.Message.ShouldContain("b.pdf");
        tooMany.Error!.Code.ShouldBe("files.too-many");
        (await StoreAsync(host, null)).Value.ShouldBeEmpty();
    }

    private static byte[] Content(string what) => what switch
    {
        "" => [],
        "pdf" => Samples.Pdf,
        "png" => Samples.Png(),
        "huge" => Samples.Png(10_000, 10_000),
        "cut" => Samples.Png()[..40],
        "jpg" => Samples.Jpeg(),
        "webp" => Samples.WebP(),
        "wav" => Samples.Wav(),
        "docx" => Samples.Docx(),
        "odt" => Samples.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")),
        "macro" => Samples.Docx(("word/vbaProject.bin", "x")),
        "climber" => Samples.Docx(("../../startup.bat", "x")),
        "bomb" => Samples.Docx(("word/bomb.xml", new string('0', 8 * 1024 * 1024))),
        "many" => Samples.Docx([.. Enumerable.Range(0, 2001).Select(n => ($"word/{n}.xml", ""))]),
        "vtt" => "WEBVTT\n\n00:00.000 --> 00:02.000\nHello"u8.ToArray(),
        "mp4" => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0],
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 2, 0],
        "webm" => [0x1A, 0x45, 0xDF, 0xA3, 0x01, 0x42, 0x82, 0x84, .. "webm"u8],
        _ => Samples.Text,
    };

    private static UploadInput Form(params (string Name, byte[] Content)[] files) =>
        new() { Files = [.. files.Select(f => new FormFile(new MemoryStream(f.Content), 0, f.Content.Length, "Files", f.Name))] };

    private static Task<Result<StoredFile>> StoreAsync(TestHost host, string name, byte[] content) =>
        host.UseAsync<IFiles, Result<StoredFile>>(files => files.StoreAsync(new MemoryStream(content), name, Rules, CancellationToken.None));

    private static Task<Result<IReadOnlyList<StoredFile>>> StoreAsync(TestHost host, UploadInput? form) =>
        host.UseAsync<IFiles, Result<IReadOnlyList<StoredFile>>>(files => files.StoreAsync(form, Rules, CancellationToken.None));

    private static Task<bool> OpensAsync(TestHost host, StoredFile file) => host.UseAsync<IFiles, bool>(async files =>
    {
        await using var content = files.Open(file.Area, file.Hash);
        return content is not null;
    });

    private static Task<byte[]> ReadAsync(TestHost host, StoredFile file) => host.UseAsync<IFiles, byte[]>(async files =>
    {
        await using var content = files.Open(file.Area, file.Hash)!;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    });

    /// <summary>A line that never ends.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
