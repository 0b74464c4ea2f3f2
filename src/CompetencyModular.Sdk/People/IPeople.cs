namespace CompetencyModular.Sdk.People;

/// <summary>Read-only look at the tenant's people. It answers facts; whether the actor may know them is asked of <see cref="Access.IPeopleAccess"/>.</summary>
public interface IPeople
{
    /// <summary>Cards by id; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<Guid, PersonCard>> CardsAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken);

    /// <summary>Ids by personnel number; unknown numbers are left out.</summary>
    Task<IReadOnlyDictionary<string, Guid>> ByPersonnelNumberAsync(IReadOnlyCollection<string> personnelNumbers, CancellationToken cancellationToken);

    /// <summary>The active people who report to a manager directly, by name.</summary>
    Task<IReadOnlyList<PersonCard>> ReportsOfAsync(Guid managerId, CancellationToken cancellationToken);

    /// <summary>The managers above somebody, the nearest first; those who have left too.</summary>
    Task<IReadOnlyList<PersonCard>> ManagersAboveAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Active people whose name, e-mail or personnel number holds the text, by name; at most <paramref name="take"/> of them.</summary>
    Task<IReadOnlyList<PersonCard>> FindAsync(string? text, int take, CancellationToken cancellationToken);

    /// <summary>The ids of the active people whose account holds a permission, at most 200: those to tell what waits on a role.</summary>
    Task<IReadOnlyList<Guid>> HoldersOfAsync(string permission, CancellationToken cancellationToken);

    /// <summary>The ids of the active people of a unit and of those below it, at most 200.</summary>
    Task<IReadOnlyList<Guid>> InUnitAsync(Guid unitId, CancellationToken cancellationToken);

    /// <summary>All organisation units, by name.</summary>
    Task<IReadOnlyList<UnitCard>> UnitsAsync(CancellationToken cancellationToken);
}

/// <summary>A person as shown in lists.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Name">Given and family name.</param>
/// <param name="JobTitle">As the organisation writes it; may be empty.</param>
/// <param name="Unit">The name of the organisation unit; may be empty.</param>
/// <param name="ManagerId">The line manager; null at the top.</param>
/// <param name="IsActive">False for those who have left.</param>
/// <param name="UnitId">The organisation unit; null where there is none.</param>
public sealed record PersonCard(Guid Id, string Name, string JobTitle, string Unit, Guid? ManagerId, bool IsActive, Guid? UnitId = null);

/// <summary>A part of the organisation.</summary>
/// <param name="Id">The unit's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentId">The unit above it; null at the top.</param>
public sealed record UnitCard(Guid Id, string Name, Guid? ParentId);

/// <summary>A person in a route: an id, or <c>me</c> for the one who is signed in.</summary>
public readonly record struct PersonRef(Guid? Id)
{
    /// <summary>The signed-in person.</summary>
    public static PersonRef Me { get; } = new(null);

    /// <summary>Reads <c>me</c> or an id.</summary>
    public static bool TryParse(string? text, out PersonRef person)
    {
        person = Me;
        if (string.Equals(text, "me", StringComparison.OrdinalIgnoreCase)) return true;
        if (!Guid.TryParse(text, out var id)) return false;
        person = new PersonRef(id);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Id?.ToString() ?? "me";
}
