using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access.Walk;

/// <summary>Whose things a request names.</summary>
internal enum Whose
{
    Own,

    /// <summary>Of somebody who reports to the actor.</summary>
    Reports,

    /// <summary>Of somebody outside the actor's line.</summary>
    Anothers,

    /// <summary>Of another tenant: there are such things, but not here.</summary>
    OtherTenants,
}

/// <summary>
/// Finds out what the parameters of a route stand for, and gives ids of such things. <c>{CourseId}</c> is a <c>Course</c>, <c>{Id}</c> after
/// <c>/people</c> a person, after <c>/courses</c> a <c>Course</c>; the module's own entities come first, also those whose name only ends so
/// (<c>{ItemId}</c>: <c>CourseItem</c>). What cannot be read from the route stands in <see cref="Known"/>.
/// </summary>
internal sealed class RouteIds
{
    /// <summary>Parameters that do not say by themselves what they stand for: the route up to and with the parameter, then the entity or, after =, a text.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/paths/authoring/{Id}"] = "Course",
        ["/paths/events/manage/{Id}"] = "TrainingEvent",
        ["/roles/profiles/{Id}"] = "JobProfile",
        ["/api/v1/roles/profiles/{Id}"] = "JobProfile",
        ["/skills/awards/{Module}"] = "=Paths",
        ["/skills/awards/{Module}/{Kind}"] = "=course",
        ["/skills/awards/{Module}/{Kind}/{ActivityId}"] = "Course",
        ["/api/v1/skills/awards/{Module}"] = "=Paths",
        ["/api/v1/skills/awards/{Module}/{Kind}"] = "=course",
        ["/api/v1/skills/awards/{Module}/{Kind}/{ActivityId}"] = "Course",
        ["/admin/import/{Id}"] = "=00000000-0000-4000-8000-000000000001",
        ["/people/import/{Id}"] = "=00000000-0000-4000-8000-000000000001",
        ["/roles/import/{Id}"] = "=00000000-0000-4000-8000-000000000001",
        ["/recognition/check/{Key}"] = "=a-key-that-nobody-was-given",
        ["/media/{Id}"] = "Medium",
        ["/api/v1/media/media/{Id}"] = "Medium",
        ["/recognition/badges/edit/{Id}"] = "Badge",
        ["/recognition/challenges/manage/{Id}"] = "Challenge",
        ["/recognition/challenges/edit/{Id}"] = "Challenge",
        ["/gap-closure/approvals/{Id}"] = "ConfirmationRequest",
        ["/ojt/guest/{Token}"] = "=a-token-that-nobody-was-given",
        ["/ojt/guest/{Token}/tasks/{TaskId}"] = "TrainingTask",
        ["/ojt/guest/{Token}/evidence/{Id}"] = "=00000000-0000-4000-8000-000000000001",
        ["/media/shared/{Token}"] = "=a-token-that-nobody-was-given",
        ["/admin/roles/{Id}"] = "CustomRole",
        ["/api/v1/access/roles/{Id}"] = "CustomRole",
        ["/admin/audit/{Id}"] = "=1",
        ["/admin/deliveries/{MessageId}"] = "=1",
        ["/admin/deliveries/{MessageId}/{Subscriber}"] = "=Nobody.Listens.to-this",
        ["/uploads/{Id}"] = "=00000000-0000-4000-8000-000000000001",
        ["/status/{Code}"] = "=404",
        ["/language/{culture}"] = "=en",
        ["/openapi/{documentName}"] = "=v1",
    };

    /// <summary>Columns that say whose a row is.</summary>
    private static readonly string[] Owners = ["PersonId", "TraineeId"];

    private static readonly Guid Nothing = Guid.Parse("00000000-0000-4000-8000-0000000000ff");

    private readonly Dictionary<IEntityType, List<Row>> here = [];
    private readonly Dictionary<IEntityType, List<Row>> elsewhere = [];
    private readonly List<(string Schema, IEntityType Type)> entities = [];

    /// <summary>Somebody in the middle of a line, with data of their own; one who reports to them; one who does not.</summary>
    public Guid Me { get; private set; }

    public Guid Report { get; private set; }

    public Guid Outsider { get; private set; }

    public static async Task<RouteIds> ReadAsync(TestHost host)
    {
        var ids = new RouteIds();
        var tenants = WalkHost.Tenants(host);
        foreach (var types in host.Services.GetServices<ModuleDbTypes>())
        {
            for (var i = 0; i < Math.Min(tenants.Count, 2); i++)
            {
                await using var connection = tenants[i].Database.Open();
                await using var db = types.Create(tenants[i].Database.IsSqlite, connection);
                foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null && !t.IsOwned() && t.FindPrimaryKey()?.Properties is [{ } key] && IsId(key)))
                {
                    // Both tenants have the same model, but each context its own instance of it only in theory: the model is cached by type.
                    if (i == 0) ids.entities.Add((types.Schema, type));
                    (i == 0 ? ids.here : ids.elsewhere)[type] = await ReadAsync(db, type);
                }
            }
        }

        var people = ids.here[ids.Person];
        var (managers, boss) = (people.ToLookup(p => p.Values.GetValueOrDefault("ManagerId")), people.ToDictionary(p => p.Id, p => p.Values.GetValueOrDefault("ManagerId")));
        bool IsBelow(Guid person, Guid above) => person != Guid.Empty && (person == above || IsBelow(boss.GetValueOrDefault(person), above));
        var owned = ids.here.Values.SelectMany(rows => rows).Select(r => r.Values.GetValueOrDefault("PersonId")).CountBy(p => p).ToDictionary();
        ids.Me = people.Where(p => boss[p.Id] != Guid.Empty && managers[p.Id].Any()).MaxBy(p => owned.GetValueOrDefault(p.Id))!.Id;
        ids.Report = managers[ids.Me].MaxBy(p => owned.GetValueOrDefault(p.Id))!.Id;
        ids.Outsider = people.Where(p => !IsBelow(p.Id, ids.Me) && !IsBelow(ids.Me, p.Id)).MaxBy(p => owned.GetValueOrDefault(p.Id))!.Id;
        return ids;
    }

    public IEntityType Person => entities.Single(e => e is { Schema: "platform", Type.ClrType.Name: "Person" }).Type;

    /// <summary>The parameters whose meaning nobody can read, with what to do about it.</summary>
    public IEnumerable<string> Unknown(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters
        .Where(p => IsAsked(p) && MeaningOf(endpoint, p) is null)
        .Select(p => $"{endpoint.RoutePattern.RawText}: nobody knows what {{{p.Name}}} stands for. Name it after its entity, or add \"{Upto(endpoint, p)}\" to {nameof(RouteIds)}.{nameof(Known)}.");

    /// <summary>Whether a route names somebody, or something that is somebody's.</summary>
    public bool IsPersonal(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Any(p => MeaningOf(endpoint, p) is { Type: { } type } && (type == Person || OwnerColumn(type) is not null));

    /// <summary>Whether a route names anything that a tenant has.</summary>
    public bool NamesThings(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Any(p => MeaningOf(endpoint, p) is { Type: not null });

    /// <summary>The address of an endpoint for somebody's things, and whether there are such things.</summary>
    public (string Path, bool Exists) PathOf(RouteEndpoint endpoint, Whose whose)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var exists = true;
        // The last one is the most special; it says to what the ones before it belong.
        foreach (var parameter in endpoint.RoutePattern.Parameters.Reverse().Where(IsAsked))
        {
            switch (MeaningOf(endpoint, parameter))
            {
                case { Type: { } type }:
                    var row = values.TryGetValue(parameter.Name, out var named) ? (whose == Whose.OtherTenants ? elsewhere : here)[type].Find(r => r.Id == Guid.Parse(named)) : Find(type, whose);
                    exists &= row is not null;
                    values[parameter.Name] = named ?? (row?.Id ?? Nothing).ToString();
                    // Its own id is nobody else's.
                    foreach (var (column, id) in (row?.Values ?? new Dictionary<string, Guid>()).Where(v => v.Value != row!.Id))
                        if (endpoint.RoutePattern.Parameters.Any(p => p.Name.Equals(column, StringComparison.OrdinalIgnoreCase))) values.TryAdd(column, id.ToString());
                    break;
                case { Text: { } text }:
                    values.TryAdd(parameter.Name, text);
                    break;
            }
        }

        var path = string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name, ""),
            _ => "",
        })))).TrimEnd('/');
        return (path.Length == 0 ? "/" : path, exists);
    }

    private Row? Find(IEntityType type, Whose whose)
    {
        if (whose == Whose.OtherTenants) return elsewhere.GetValueOrDefault(type, []).FirstOrDefault(r => here[type].All(h => h.Id != r.Id));
        var person = whose switch { Whose.Own => Me, Whose.Reports => Report, _ => Outsider };
        if (type == Person) return here[type].Single(r => r.Id == person);
        return OwnerColumn(type) is null ? here[type].FirstOrDefault() : here[type].FirstOrDefault(r => OwnerOf(type, r) == person);
    }

    /// <summary>The column that says whose a row is, of its own or of the thing it belongs to.</summary>
    private string? OwnerColumn(IEntityType type) =>
        type.GetProperties().Select(p => p.Name).FirstOrDefault(n => Owners.Contains(n))
        ?? type.GetProperties().Select(p => p.Name).FirstOrDefault(n => n.EndsWith("Id", StringComparison.Ordinal) && n != "Id" && OwnerBehind(type, n) is not null);

    private IEntityType? OwnerBehind(IEntityType type, string column) =>
        Named(entities.First(e => e.Type == type).Schema, column[..^2]) is { } other && other != type && other.GetProperties().Any(p => Owners.Contains(p.Name)) ? other : null;

    private Guid? OwnerOf(IEntityType type, Row row)
    {
        var column = OwnerColumn(type)!;
        if (!row.Values.TryGetValue(column, out var value)) return null;
        return Owners.Contains(column) ? value : here[OwnerBehind(type, column)!].FirstOrDefault(r => r.Id == value) is { } other ? OwnerOf(OwnerBehind(type, column)!, other) : null;
    }

    private Meaning? MeaningOf(RouteEndpoint endpoint, RoutePatternParameterPart parameter)
    {
        if (Known.TryGetValue(Upto(endpoint, parameter), out var known)) return known is ['=', .. var text] ? new Meaning(null, text) : new Meaning(entities.Single(e => e.Type.ClrType.Name == known).Type, null);
        if (parameter.Name.Equals("person", StringComparison.OrdinalIgnoreCase) || parameter.Name.Equals("personId", StringComparison.OrdinalIgnoreCase)) return new Meaning(Person, null);
        var schema = endpoint.RoutePattern.RawText!.Trim('/').Replace("api/v1/", "", StringComparison.Ordinal).Split('/')[0];
        var name = parameter.Name.EndsWith("Id", StringComparison.OrdinalIgnoreCase) && parameter.Name.Length > 2 ? parameter.Name[..^2] : Singular(Before(endpoint, parameter));
        if (name.Equals("person", StringComparison.OrdinalIgnoreCase)) return new Meaning(Person, null);
        return Named(schema, name) is { } type ? new Meaning(type, null) : null;
    }

    private IEntityType? Named(string schema, string name)
    {
        bool Is(IEntityType t) => t.ClrType.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        bool EndsSo(IEntityType t) => t.ClrType.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase);
        var own = entities.Where(e => e.Schema == schema).Select(e => e.Type).ToList();
        return name.Length == 0 ? null : own.FirstOrDefault(Is) ?? own.FirstOrDefault(EndsSo) ?? entities.Select(e => e.Type).FirstOrDefault(Is) ?? entities.Select(e => e.Type).FirstOrDefault(EndsSo);
    }

    private static bool IsAsked(RoutePatternParameterPart parameter) => !parameter.IsOptional && !parameter.IsCatchAll && parameter.Default is null;

    private static string Before(RouteEndpoint endpoint, RoutePatternParameterPart parameter) => endpoint.RoutePattern.PathSegments
        .TakeWhile(s => !s.Parts.Contains(parameter)).LastOrDefault()?.Parts is [RoutePatternLiteralPart literal] ? literal.Content : "";

    private static string Upto(RouteEndpoint endpoint, RoutePatternParameterPart parameter)
    {
        var segments = endpoint.RoutePattern.PathSegments.ToList();
        var last = segments.FindIndex(s => s.Parts.Contains(parameter));
        return string.Concat(segments.Take(last + 1).Select(s => "/" + string.Concat(s.Parts.TakeWhile((p, i) => i == 0 || !s.Parts.Take(i).Contains(parameter)).Select(p => p switch
        {
            RoutePatternParameterPart named => $"{{{named.Name}}}",
            RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));
    }

    private static string Singular(string words)
    {
        var word = string.Concat(words.Split('-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        return word switch
        {
            "People" => "Person",
            _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            _ when word.EndsWith('s') => word[..^1],
            _ => word,
        };
    }

    private static bool IsId(IReadOnlyProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return (Nullable.GetUnderlyingType(type) ?? type) == typeof(Guid);
    }

    private static async Task<List<Row>> ReadAsync(DbContext db, IEntityType type)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var columns = type.GetProperties().Where(IsId).Where(p => p.GetColumnName() is not null).ToList();
        var key = type.FindPrimaryKey()!.Properties[0].Name;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.GetColumnName())))} FROM {sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema())}";
        await db.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            var values = new Dictionary<string, Guid>();
            for (var i = 0; i < columns.Count; i++)
                if (!await reader.IsDBNullAsync(i)) values[columns[i].Name] = reader.GetGuid(i);
            rows.Add(new Row(values[key], values));
        }

        return rows;
    }

    private sealed record Meaning(IEntityType? Type, string? Text);

    private sealed record Row(Guid Id, IReadOnlyDictionary<string, Guid> Values);
}
