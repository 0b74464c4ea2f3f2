using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Sdk.Access;

/// <summary>Who is acting. Permissions are read from the tenant's database and at most 5 s old; no cookie and no token carries them.</summary>
public interface ICurrentUser
{
    /// <summary>The acting person; null where nobody is signed in or the system acts.</summary>
    Guid? PersonId { get; }

    /// <summary>Whether the platform itself acts: a consumer, a job, an import from the command line. It may do everything.</summary>
    bool IsSystem { get; }

    /// <summary>Whether the actor holds a permission.</summary>
    bool Has(string permission);
}

/// <summary>Convenience over <see cref="ICurrentUser"/>.</summary>
public static class CurrentUserExtensions
{
    /// <summary>The acting person's id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in; the pipeline lets no such message through.</exception>
    public static Guid Me(this ICurrentUser user) => user.PersonId ?? throw new InvalidOperationException("Nobody is signed in.");
}

/// <summary>The roles of a new tenant. A role is nothing but the permissions it holds.</summary>
public static class RoleNames
{
    /// <summary>Everybody on the staff.</summary>
    public const string Learner = "Learner";

    /// <summary>Those who have people reporting to them.</summary>
    public const string Manager = "Manager";

    /// <summary>Those who train others on the job.</summary>
    public const string Mentor = "Mentor";

    /// <summary>Those who run training events.</summary>
    public const string Trainer = "Trainer";

    /// <summary>Those who write courses, paths and media.</summary>
    public const string Author = "Author";

    /// <summary>Those who define skills and profiles and care for people.</summary>
    public const string HR = "HR";

    /// <summary>Reads everything for a time, changes nothing.</summary>
    public const string Auditor = "Auditor";

    /// <summary>Keeps the installation in order.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Somebody from outside with a narrow, limited access.</summary>
    public const string Guest = "Guest";
}

/// <summary>
/// Whose records the actor may open: their own, those of their line (reports of any depth), everybody's for whoever holds
/// <see cref="PlatformPermissions.SeeEverybody"/>. What one may not see answers 404.
/// </summary>
public interface IPeopleAccess
{
    /// <summary>
    /// Whether the actor may open this person's record. Asked by a read and answered with yes about somebody else, it is noted for the person as a
    /// look at the record; where nothing of the record is shown, ask <see cref="VisibleAsync"/>.
    /// </summary>
    Task<bool> MaySeeAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Those of the given people whose record the actor may open.</summary>
    Task<IReadOnlySet<Guid>> VisibleAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken);

    /// <summary>A page of the active people whose record the actor may open, by name: what lists and choices of people are made of.</summary>
    /// <param name="text">Part of the name, e-mail or personnel number; null for all.</param>
    /// <param name="among">Only these people; null for all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<Paged<PersonCard>> FindAsync(string? text, IReadOnlyCollection<Guid>? among, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>The same for the given people and all of some units: what a list of those is made of whom something was given by name or by their unit.</summary>
    /// <param name="text">Part of the name, e-mail or personnel number; null for all.</param>
    /// <param name="among">These people, and</param>
    /// <param name="units">the people of these units and of the units below them.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<Paged<PersonCard>> FindAsync(
        string? text, IReadOnlyCollection<Guid> among, IReadOnlyCollection<Guid> units, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// The ids of all active people whose record the actor may open: what a module narrows a search in its own tables with. Null where nothing is to
    /// be narrowed, because the actor may open everybody's record.
    /// </summary>
    /// <param name="unitId">Only people of this unit and of the units below it; null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlySet<Guid>?> ScopeAsync(Guid? unitId, CancellationToken cancellationToken);

    /// <summary>The units in which the actor may look for people, by name.</summary>
    Task<IReadOnlyList<UnitCard>> UnitsAsync(CancellationToken cancellationToken);
}

/// <summary>Permissions of the host that modules refer to.</summary>
public static class PlatformPermissions
{
    /// <summary>Opening one's own home page and profile: everybody who can sign in.</summary>
    public const string UseTheProduct = "Platform.Use";

    /// <summary>Looking for people among those whose records one may open.</summary>
    public const string FindPeople = "Platform.FindPeople";

    /// <summary>Opening the records of one's reports.</summary>
    public const string SeeTeam = "Platform.SeeTeam";

    /// <summary>Opening everybody's records.</summary>
    public const string SeeEverybody = "Platform.SeeEverybody";
}
