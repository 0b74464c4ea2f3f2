using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Media.Domain;

/// <summary>A sound, film, picture or document of the library (R6.4). Its file may be replaced by a newer one; the older ones are kept.</summary>
internal sealed class Medium : IVersioned
{
    private readonly List<MediumVersion> versions = [];
    private readonly List<Caption> captions = [];
    private readonly List<MediumTag> tags = [];

    private Medium()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public FileGroup Kind { get; private set; }

    public MediumState State { get; private set; }

    /// <summary>A place to find it at; empty for none.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>An ISO 639-1 code in lower case; empty where it needs no language.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The working time it takes.</summary>
    public int Minutes { get; private set; }

    /// <summary>How much of a sound or film must have been played to complete it, in percent.</summary>
    public int Threshold { get; private set; } = MediumDetails.UsualThreshold;

    /// <summary>The version that people get.</summary>
    public int CurrentNumber { get; private set; }

    /// <summary>Title, folder, tags, description and file name, normalised; the title first, so that it also gives the order by title.</summary>
    public string SearchText { get; private set; } = "";

    public Guid? AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Since when it lies in the trash; null for what does not.</summary>
    public DateTimeOffset? TrashedAt { get; private set; }

    /// <summary>Who put it there.</summary>
    public Guid? TrashedById { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<MediumVersion> Versions => versions;

    public IReadOnlyList<Caption> Captions => captions;

    public IReadOnlyList<MediumTag> Tags => tags;

    public MediumVersion Current => versions.Single(v => v.Number == CurrentNumber);

    /// <summary>Whether it is completed by being played; others are completed by one's own word.</summary>
    public bool IsPlayed => Kind.IsPlayed();

    public bool IsOnOffer => State is MediumState.Published && TrashedAt is null;

    /// <summary>A new medium of a stored file, named after it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="file">The file.</param>
    /// <param name="seconds">How long it plays, where that is known.</param>
    /// <param name="authorId">Who brought it; null for the system.</param>
    /// <param name="now">The time.</param>
    public static Medium Of(Guid id, StoredFile file, double? seconds, Guid? authorId, DateTimeOffset now)
    {
        var medium = new Medium
        {
            Id = id, Kind = FileKinds.Of(file.Name)!.Group, AuthorId = authorId, CreatedAt = now, Title = TitleOf(file.Name),
            Minutes = seconds is { } length ? Math.Max(1, (int)Math.Ceiling(length / 60)) : 5,
        };
        medium.Add(file, seconds, "", authorId, now);
        return medium;
    }

    public MediumDetails Details() => new(Title, Description, Folder, Language, Minutes, Threshold, [.. tags.Select(t => t.Tag)]);

    public void Describe(MediumDetails details, DateTimeOffset now)
    {
        (Title, Description, Folder, Language, Minutes, Threshold) =
            (details.Title.Trim(), details.Description.Trim(), details.Folder.Trim(), details.Language, details.Minutes, details.Threshold);
        var wanted = details.Tags.Select(t => t.Trim()).Where(t => t.Length > 0).ToHashSet(StringComparer.Ordinal);
        tags.RemoveAll(t => !wanted.Contains(t.Tag));
        tags.AddRange(wanted.Where(w => tags.All(t => t.Tag != w)).Select(w => new MediumTag(Id, w)));
        Touch(now);
    }

    /// <summary>Puts a newer file in the place of the current one. It is of the same kind, so that what people saw stays comparable.</summary>
    public Result<Done> Replace(StoredFile file, double? seconds, string note, Guid? by, DateTimeOffset now)
    {
        if (FileKinds.Of(file.Name)?.Group != Kind) return MediaErrors.AnotherKind;
        if (file.Hash == Current.Hash) return MediaErrors.SameFile;
        Add(file, seconds, note, by, now);
        return Done.Value;
    }

    /// <summary>Gives people an older version again.</summary>
    public Result<Done> GoBackTo(int number, DateTimeOffset now)
    {
        if (versions.All(v => v.Number != number)) return Error.NotFound();
        CurrentNumber = number;
        Touch(now);
        return Done.Value;
    }

    /// <summary>Adds captions in a language, or replaces those that are there.</summary>
    public Result<Done> Caption(Guid id, StoredFile file, string language, DateTimeOffset now)
    {
        if (!IsPlayed) return MediaErrors.NothingToCaption;
        captions.RemoveAll(c => c.Language == language);
        captions.Add(new Caption(id, Id, language, file.Hash, file.Name, file.Length));
        Touch(now);
        return Done.Value;
    }

    public void RemoveCaption(Guid captionId, DateTimeOffset now)
    {
        if (captions.RemoveAll(c => c.Id == captionId) > 0) Touch(now);
    }

    public void Publish(DateTimeOffset now)
    {
        State = MediumState.Published;
        Touch(now);
    }

    /// <summary>Takes it out of people's sight. What they completed stays completed (N3).</summary>
    public void Withdraw(DateTimeOffset now)
    {
        State = MediumState.Draft;
        Touch(now);
    }

    /// <summary>Puts it into the trash, from where it can come back as it was.</summary>
    public void Trash(Guid? by, DateTimeOffset now)
    {
        if (TrashedAt is null) (TrashedAt, TrashedById) = (now, by);
        Touch(now);
    }

    public void Restore(DateTimeOffset now)
    {
        (TrashedAt, TrashedById) = (null, null);
        Touch(now);
    }

    private void Add(StoredFile file, double? seconds, string note, Guid? by, DateTimeOffset now)
    {
        CurrentNumber = versions.Count == 0 ? 1 : versions.Max(v => v.Number) + 1;
        versions.Add(new MediumVersion(Id, CurrentNumber, file.Name, file.Hash, file.ContentType, file.Length, seconds, note.Trim(), by, now));
        Touch(now);
    }

    private void Touch(DateTimeOffset now)
    {
        ChangedAt = now;
        SearchText = Sdk.Persistence.SearchText.Of([Title, Folder, .. tags.Select(t => t.Tag), Current.FileName, Description]);
    }

    /// <summary>The file's name as a title: without its ending, and with spaces for what stands in their place.</summary>
    private static string TitleOf(string fileName)
    {
        var title = Path.GetFileNameWithoutExtension(fileName).Replace('_', ' ').Replace('-', ' ').Trim();
        return title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : fileName;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<MediumState>))]
internal enum MediumState
{
    /// <summary>Only those who manage media see it.</summary>
    Draft,

    /// <summary>In the library.</summary>
    Published,
}

/// <summary>What is said about a medium.</summary>
internal sealed record MediumDetails(string Title, string Description, string Folder, string Language, int Minutes, int Threshold, IReadOnlyList<string> Tags)
{
    public const int UsualThreshold = 90;
    public const int MaxTag = 60;
}

/// <summary>One file of a medium.</summary>
internal sealed class MediumVersion(Guid mediumId, int number, string fileName, string hash, string contentType, long length, double? seconds, string note, Guid? uploadedById, DateTimeOffset uploadedAt)
{
    public Guid MediumId { get; private set; } = mediumId;

    public int Number { get; private set; } = number;

    public string FileName { get; private set; } = fileName;

    public string Hash { get; private set; } = hash;

    public string ContentType { get; private set; } = contentType;

    public long Length { get; private set; } = length;

    /// <summary>How long it plays; null where it does not, or where the file does not tell.</summary>
    public double? Seconds { get; private set; } = seconds;

    /// <summary>What is new about it.</summary>
    public string Note { get; private set; } = note;

    public Guid? UploadedById { get; private set; } = uploadedById;

    public DateTimeOffset UploadedAt { get; private set; } = uploadedAt;

    /// <summary>A look into the file found how long it plays, which its header tells roughly or not at all.</summary>
    public void Measure(double length) => Seconds = length is > 0 and < 24 * 3600 ? length : Seconds;
}

/// <summary>What is said in a film or sound, to be read while it plays.</summary>
internal sealed class Caption(Guid id, Guid mediumId, string language, string hash, string fileName, long length)
{
    public Guid Id { get; private set; } = id;

    public Guid MediumId { get; private set; } = mediumId;

    /// <summary>An ISO 639-1 code in lower case.</summary>
    public string Language { get; private set; } = language;

    public string Hash { get; private set; } = hash;

    public string FileName { get; private set; } = fileName;

    public long Length { get; private set; } = length;
}

/// <summary>A word to find a medium by.</summary>
internal sealed class MediumTag(Guid mediumId, string tag)
{
    public Guid MediumId { get; private set; } = mediumId;

    public string Tag { get; private set; } = tag;
}

/// <summary>How other modules name a medium.</summary>
internal static class MediumRef
{
    public const string Module = "Media";
    public const string Kind = "medium";

    public static ActivityRef Of(Guid id) => new(Module, Kind, id);

    public static bool IsMedium(this ActivityRef activity) => activity is { Module: Module, Kind: Kind };

    public static bool IsPlayed(this FileGroup group) => group is FileGroup.Audio or FileGroup.Video;
}
