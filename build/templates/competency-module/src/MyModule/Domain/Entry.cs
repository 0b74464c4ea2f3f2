namespace MyModule.Domain;

/// <summary>What this module keeps.</summary>
internal sealed class Entry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Title { get; init; }

    /// <summary>The title as it is searched and sorted.</summary>
    public required string SearchText { get; init; }

    public Guid AddedBy { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}
