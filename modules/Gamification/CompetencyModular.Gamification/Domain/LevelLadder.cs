namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// Levels without an end: the first is everybody's, and each asks for one step more than the one before. A level is derived from the total whenever
/// it is shown and stored nowhere (X1).
/// </summary>
/// <param name="step">The points from level 1 to level 2; at least 1.</param>
internal readonly struct LevelLadder(int step)
{
    public const int UsualStep = 100;

    private readonly int step = Math.Max(1, step);

    /// <summary>The total at which a level begins: 0, 1, 3, 6, 10 … steps.</summary>
    public long Threshold(int level) => (long)step * level * (level - 1) / 2;

    /// <summary>The largest level whose threshold the total reaches.</summary>
    public int LevelOf(long total)
    {
        if (total <= 0) return 1;
        var level = Math.Max(1, (int)Math.Min(int.MaxValue / 2, (1 + Math.Sqrt(1 + (8.0 * total / step))) / 2));
        // The root is a guess to a place or two; the thresholds decide.
        while (level > 1 && Threshold(level) > total) level--;
        while (Threshold(level + 1) <= total) level++;
        return level;
    }

    public Progress ProgressOf(long total)
    {
        var level = LevelOf(total);
        var (from, to) = (Threshold(level), Threshold(level + 1));
        return new Progress(level, Math.Max(0, total) - from, to - from);
    }

    /// <param name="Level">The level held.</param>
    /// <param name="Done">Points since it began.</param>
    /// <param name="Needed">Points from its beginning to the next one.</param>
    internal sealed record Progress(int Level, long Done, long Needed)
    {
        public long Missing => Needed - Done;
    }
}
