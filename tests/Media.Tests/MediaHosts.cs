using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Features.UploadMedia;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests;

public sealed class MediaHosts() : TestHosts(typeof(MediaModule).Assembly);

/// <summary>What the tests of this module do with a host again and again.</summary>
internal static class MediaActs
{
    public static Actor Author { get; } = Actor.With(RoleNames.Author);

    public static Actor Learner() => Actor.With(RoleNames.Learner);

    public static async Task<StoredFile> StoreAsync(this TestHost host, string name, byte[] content) => (await host.UseAsync<IFiles, Sdk.Messaging.Result<StoredFile>>(
        files => files.StoreAsync(new MemoryStream(content), name, Media.Content.MediaFiles.Rules with { Kinds = FileKinds.All }, CancellationToken.None))).Value;

    /// <summary>Uploads one file as a medium.</summary>
    public static async Task<Guid> UploadAsync(this TestHost host, string name, byte[] content, bool publish = true, string? folder = null, params IReadOnlyList<string> tags)
    {
        var result = await host.SendAsync(new UploadMedia.Command([await host.StoreAsync(name, content)], folder, tags, publish), Author);
        return result.Value.Single();
    }

    /// <summary>A sound that nothing else in the tenant is.</summary>
    public static Task<Guid> UploadSoundAsync(this TestHost host, int seconds = 100, bool publish = true) => host.UploadAsync($"talk {Guid.NewGuid():N}.wav", Some.Wav(seconds), publish);

    public static Task<Guid> UploadDocumentAsync(this TestHost host, bool publish = true) => host.UploadAsync($"rules {Guid.NewGuid():N}.pdf", Some.Pdf, publish);

    public static Task<Viewing?> LatestAsync(this TestHost host, Guid mediumId, Actor actor) => host.UseAsync<Persistence.MediaDb, Viewing?>(
        db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstOrDefaultAsync(Specifications.MediumSpecifications.LatestOf(db.Viewings, actor.PersonId, mediumId)));
}
