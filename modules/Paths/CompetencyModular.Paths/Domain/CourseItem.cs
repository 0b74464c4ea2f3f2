using System.Text.Json.Serialization;

namespace CompetencyModular.Paths.Domain;

/// <summary>A piece of a course's content.</summary>
internal sealed class CourseItem : IPlaced
{
    private CourseItem()
    {
    }

    public CourseItem(Guid id, Guid courseId, int position, ItemContent content)
    {
        (Id, CourseId, Position) = (id, courseId, position);
        Take(content);
    }

    public Guid Id { get; private set; }

    public Guid CourseId { get; private set; }

    public int Position { get; set; }

    public ItemKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Markdown: the content itself, or a word about the link or file.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Where a link leads, or the activity as <see cref="Sdk.Activities.ActivityRef"/> writes it; empty for the other kinds.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The stored file; null for the other kinds.</summary>
    public Guid? FileId { get; private set; }

    /// <summary>What counts as mastered, where it is a practical task.</summary>
    public IReadOnlyList<string> Criteria { get; private set; } = [];

    /// <summary>Who judges, where it is a practical task.</summary>
    public AssessedBy AssessedBy { get; private set; }

    public bool IsTask => Kind is ItemKind.Task;

    public void Take(ItemContent content)
    {
        (Kind, Title, Body, Target, FileId) = (content.Kind, content.Title, content.Body, content.Target, content.FileId);
        (Criteria, AssessedBy) = (content.Criteria ?? [], content.AssessedBy);
    }
}

/// <summary>What an item says; see <see cref="CourseItem"/>.</summary>
internal sealed record ItemContent(
    ItemKind Kind, string Title, string Body, string Target = "", Guid? FileId = null, IReadOnlyList<string>? Criteria = null, AssessedBy AssessedBy = default);

internal enum ItemKind
{
    Markdown,
    Link,
    File,

    /// <summary>A medium or another activity of another module; <see cref="CourseItem.Target"/> names it.</summary>
    Activity,

    /// <summary>Something to do and to show; done when a person has judged it as mastered.</summary>
    Task,
}

/// <summary>Who judges a practical task. Where there is no such person, those who judge for everybody do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssessedBy>))]
internal enum AssessedBy
{
    /// <summary>Whoever holds <see cref="PathsPermissions.AssessWidely"/>.</summary>
    Trainers,

    /// <summary>Who wrote the course.</summary>
    Author,

    /// <summary>The learner's line manager; the next one above where there is none any more.</summary>
    Manager,
}

/// <summary>A file of a course. Its bytes stand apart, so that nothing reads them by accident.</summary>
internal sealed class CourseFile(Guid id, Guid courseId, string name, string contentType, int length, string hash, DateTimeOffset uploadedAt)
{
    public Guid Id { get; private set; } = id;

    public Guid CourseId { get; private set; } = courseId;

    public string Name { get; private set; } = name;

    public string ContentType { get; private set; } = contentType;

    public int Length { get; private set; } = length;

    /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
    public string Hash { get; private set; } = hash;

    public DateTimeOffset UploadedAt { get; private set; } = uploadedAt;
}

/// <summary>The bytes of a <see cref="CourseFile"/>, under the same id.</summary>
internal sealed class CourseFileBytes(Guid id, byte[] bytes)
{
    public Guid Id { get; private set; } = id;

    public byte[] Bytes { get; private set; } = bytes;
}
