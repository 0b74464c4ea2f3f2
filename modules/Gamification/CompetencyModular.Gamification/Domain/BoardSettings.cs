using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>How an organisation plays (X4); one row. Boards are off until somebody decides otherwise.</summary>
internal sealed class BoardSettings : IVersioned
{
    public static readonly Guid TheOne = Guid.Parse("0198c0de-6a6d-7000-8000-000000000001");

    /// <summary>A board or a team of fewer people says too much about each of them.</summary>
    public const int FewestShown = 5;

    public Guid Id { get; private init; } = TheOne;

    public BoardMode Mode { get; private set; }

    public RankStyle RankStyle { get; private set; }

    public TeamScore TeamScore { get; private set; }

    public int LevelStep { get; private set; } = LevelLadder.UsualStep;

    public int Version { get; private set; }

    public LevelLadder Ladder => new(LevelStep);

    public void Change(BoardMode mode, RankStyle rankStyle, TeamScore teamScore, int levelStep) =>
        (Mode, RankStyle, TeamScore, LevelStep) = (mode, rankStyle, teamScore, levelStep);

    /// <summary>Whether somebody stands on boards. Who is out is in no list.</summary>
    public static bool Lists(BoardMode mode, Choice choice) => mode switch
    {
        BoardMode.OptIn => choice is Choice.In,
        BoardMode.OptOut => choice is not Choice.Out,
        _ => false,
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<BoardMode>))]
internal enum BoardMode
{
    /// <summary>There are no boards.</summary>
    Off,

    /// <summary>Those stand on boards who said so.</summary>
    OptIn,

    /// <summary>Everybody does who did not decline.</summary>
    OptOut,
}

[JsonConverter(typeof(JsonStringEnumConverter<TeamScore>))]
internal enum TeamScore
{
    /// <summary>Points per active member (X3): small teams can win.</summary>
    Average,

    /// <summary>All points together.</summary>
    Sum,
}

/// <summary>What somebody decided about boards.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Choice>))]
internal enum Choice
{
    /// <summary>Nothing yet.</summary>
    Undecided,

    /// <summary>To be on them.</summary>
    In,

    /// <summary>Not to be.</summary>
    Out,
}
