using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Media.Domain;

/// <summary>What the organisation has set for its library. Without a row it has the usual.</summary>
internal sealed class MediaSetting : IVersioned
{
    public const int UsualTrashDays = 30;
    public const int MostTrashDays = 3650;

    /// <summary>The one row's key.</summary>
    public static readonly Guid Only = Guid.Empty;

    public Guid Id { get; private init; } = Only;

    /// <summary>After how many days the trash is emptied by itself; 0 for never.</summary>
    public int TrashDays { get; private set; } = UsualTrashDays;

    /// <summary>0 stands for the row that is not there.</summary>
    public int Version { get; private set; } = 1;

    public void EmptyTrashAfter(int days) => TrashDays = days;
}
