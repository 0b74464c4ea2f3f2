namespace CompetencyModular.Sdk.Testing;

/// <summary>Who acts in a test.</summary>
public sealed record Actor
{
    private Actor(Guid? personId, bool isSystem, IReadOnlyList<string> roles, IReadOnlyList<string> permissions) =>
        (Person, IsSystem, Roles, Permissions) = (personId, isSystem, roles, permissions);

    /// <summary>The platform itself: it may do everything.</summary>
    public static Actor System { get; } = new(null, true, [], []);

    /// <summary>Nobody is signed in.</summary>
    public static Actor Nobody { get; } = new(null, false, [], []);

    /// <summary>Somebody with roles of <see cref="Access.RoleNames"/>; known to no directory of people. See <see cref="TestHost.CreatePersonAsync(string, string[])"/> for one who is.</summary>
    public static Actor With(params string[] roles) => OfPerson(Guid.CreateVersion7(), roles);

    /// <summary>Somebody who holds nothing but the given permissions.</summary>
    public static Actor Holding(params string[] permissions) => new(Guid.CreateVersion7(), false, [], permissions);

    /// <summary>The person; null for nobody and the system.</summary>
    public Guid? Person { get; }

    /// <summary>The person's id.</summary>
    /// <exception cref="InvalidOperationException">It is nobody, or the system.</exception>
    public Guid PersonId => Person ?? throw new InvalidOperationException("This actor is no person.");

    internal bool IsSystem { get; }

    internal IReadOnlyList<string> Roles { get; }

    internal IReadOnlyList<string> Permissions { get; }

    internal static Actor OfPerson(Guid personId, IReadOnlyList<string> roles) => new(personId, false, roles, []);
}
