using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>Somebody who earns points: the name on boards, and what was decided about them.</summary>
internal sealed class Participant : IVersioned
{
    public Guid PersonId { get; private init; }

    public Choice Choice { get; private set; }

    /// <summary>Shown on boards in place of the name; empty for the name.</summary>
    public string Pseudonym { get; private set; } = "";

    /// <summary>As the directory said when the last points were earned.</summary>
    public string Name { get; private set; } = "";

    public Guid? TeamId { get; private set; }

    /// <summary>Whoever has left stands on no board.</summary>
    public bool IsActive { get; private set; } = true;

    public int Version { get; private set; }

    /// <summary>The name on boards.</summary>
    public string ShownName => Pseudonym.Length > 0 ? Pseudonym : Name;

    /// <summary>The name in the form in which boards are ordered. It follows the shown one: the place of a pseudonym tells nothing about the name.</summary>
    public string SortName => SearchText.Of(ShownName);

    public static Participant Of(Guid personId) => new() { PersonId = personId };

    public void Know(PersonCard? card)
    {
        if (card is null) return;
        (Name, TeamId, IsActive) = (card.Name.Trim(), card.UnitId, card.IsActive);
    }

    public void Decide(Choice choice, string pseudonym) => (Choice, Pseudonym) = (choice, pseudonym.Trim());

    public bool IsListed(BoardMode mode) => IsActive && BoardSettings.Lists(mode, Choice);
}

/// <summary>A team, which is an organisation unit by the name it last had.</summary>
internal sealed class Team
{
    public Guid Id { get; init; }

    public string Name { get; set; } = "";
}
