namespace CompetencyModular.Architecture.Tests;

/// <summary>Looks at the product and says how much it looked at, and what is wrong.</summary>
internal sealed class Findings
{
    private readonly SortedSet<string> wrong = new(StringComparer.Ordinal);

    public int Examined { get; private set; }

    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>Notes one thing that was looked at, and what is wrong with it.</summary>
    public void Look(string thing, bool isWrong, string reason)
    {
        Examined++;
        if (isWrong) wrong.Add($"{thing}: {reason}");
    }
}

internal delegate void Rule(Product product, Findings findings);
