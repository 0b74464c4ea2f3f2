namespace CompetencyModular.Sdk.Modules;

/// <summary>
/// Declares an assembly as a module. Read from the file's metadata before any code of the module runs.
/// The module's version is its assembly's informational version (semantic).
/// </summary>
/// <param name="id">A short name, unique in an installation; also the id of the module's root feature and the name of its folder in <c>modules/</c>.</param>
/// <param name="prefix">The first segment of every route of the module and the name of its database schema: lower case letters and dashes.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ModuleAttribute(string id, string prefix) : Attribute
{
    /// <summary>The module's id.</summary>
    public string Id { get; } = id;

    /// <summary>The first segment of the module's routes, <c>/prefix/…</c> and <c>/api/v1/prefix/…</c>.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Ids of the modules without which this one cannot work (M1).</summary>
    public string[] Requires { get; init; } = [];

    /// <summary>Ids of the modules this one makes use of while they are on.</summary>
    public string[] Uses { get; init; } = [];
}

/// <summary>
/// Declares a feature: the unit that an administrator switches on and off for a tenant. A module has a root feature with the
/// module's own id, which need not be declared, and may have finer ones.
/// </summary>
/// <param name="id">The feature's id, beginning with the module's id and a dot, such as <c>Gamification.Leaderboards</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class FeatureAttribute(string id) : Attribute
{
    /// <summary>The feature's id.</summary>
    public string Id { get; } = id;

    /// <summary>Features that are switched on with this one; the module's root feature always is among them.</summary>
    public string[] Requires { get; init; } = [];
}

/// <summary>Declares a permission, the feature it belongs to and the roles that hold it from the start.</summary>
/// <param name="id">The permission's id, beginning with the module's id and a dot, such as <c>Paths.TakeCourses</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PermissionAttribute(string id) : Attribute
{
    /// <summary>The permission's id.</summary>
    public string Id { get; } = id;

    /// <summary>The feature it belongs to; the module's root feature when left out.</summary>
    public string? Feature { get; init; }

    /// <summary>The roles of <see cref="Access.RoleNames"/> that hold it in a new tenant.</summary>
    public string[] Roles { get; init; } = [];

    /// <summary>How much harm the wrong holder can do.</summary>
    public Risk Risk { get; init; }

    /// <summary>
    /// Whether everybody holds it, also those who are not signed in: for what somebody shows to the world by a link. The feature's gate still applies,
    /// and the link itself must be beyond guessing.
    /// </summary>
    public bool OpenToAll { get; init; }
}

/// <summary>How much harm a permission can do in the wrong hands; shown where permissions are given.</summary>
public enum Risk
{
    /// <summary>Touches what is one's own.</summary>
    Low,

    /// <summary>Touches what belongs to others, or to the organisation.</summary>
    Medium,

    /// <summary>Changes who may do what, or much at once.</summary>
    High,
}

/// <summary>
/// Says which permission a use case or a page needs. The permission's declaration names its feature, so both gates are answered by this one word.
/// A message or page without it is refused at start.
/// </summary>
/// <param name="permission">The id of a declared permission.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    /// <summary>The id of the permission.</summary>
    public string Permission { get; } = permission;
}

/// <summary>Says which feature an event consumer, a job or a lookup belongs to, where it is not the module's root feature.</summary>
/// <param name="feature">The id of a declared feature.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InFeatureAttribute(string feature) : Attribute
{
    /// <summary>The id of the feature.</summary>
    public string Feature { get; } = feature;
}
