using System.Text;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Audit;

/// <summary>Puts what the audit trail holds into words.</summary>
internal sealed class AuditWords(PlatformDb db, IPeople people, IStringLocalizerFactory texts, ModuleCatalog catalog)
{
    /// <summary>The modules that write to the trail, by name: the prefix of their actions and what they are called.</summary>
    public IReadOnlyList<(string Prefix, string Name)> Modules() =>
        [.. catalog.All.Select(m => (PrefixOf(m.Id), texts.NameOf(catalog, m.Id))).OrderBy(m => m.Item2, StringComparer.CurrentCulture)];

    public string ModuleOf(string action)
    {
        var prefix = action.Split('.')[0];
        return texts.NameOf(catalog, catalog.All.FirstOrDefault(m => PrefixOf(m.Id) == prefix)?.Id ?? prefix);
    }

    /// <summary>The use case in plain words: <c>Paths.AssignPath.Command</c> is "Assign path", <c>Roles.ExemptPerson.End</c> is "Exempt person: end".</summary>
    public static string ActionOf(string action)
    {
        if (action.Split('.') is not [_, var slice, .. var rest]) return action;
        var message = rest is [var one] && one is not "Command" ? one : "";
        return slice.Length == 0 ? Apart(message) : message.Length == 0 ? Apart(slice) : $"{Apart(slice)}: {Apart(message).ToLowerInvariant()}";
    }

    /// <summary>Names of the people behind ids; what is nobody's id is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid?> ids, CancellationToken cancellationToken) =>
        (await people.CardsAsync([.. ids.OfType<Guid>().Distinct()], cancellationToken)).ToDictionary(c => c.Key, c => c.Value.Name);

    /// <summary>The same also of people behind ids of accounts, of units and of the organisation's own roles.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesInAsync(IEnumerable<Guid?> ids, CancellationToken cancellationToken)
    {
        Guid[] all = [.. ids.OfType<Guid>().Distinct()];
        var holders = await db.Set<Account>().Where(a => all.Contains(a.Id)).Select(a => new { a.Id, a.PersonId }).ToListAsync(cancellationToken);
        var units = db.Set<OrganisationUnit>().Where(u => all.Contains(u.Id)).Select(u => new { u.Id, u.Name });
        var roles = db.Set<CustomRole>().Where(r => all.Contains(r.Id)).Select(r => new { r.Id, r.Name });
        var names = new Dictionary<Guid, string>(await NamesAsync([.. all, .. holders.Select(h => (Guid?)h.PersonId)], cancellationToken));
        foreach (var named in await units.Concat(roles).ToListAsync(cancellationToken)) names[named.Id] = named.Name;
        foreach (var holder in holders)
            if (names.TryGetValue(holder.PersonId, out var name)) names[holder.Id] = name;
        return names;
    }

    /// <summary>What the actions of a module begin with: the host's by its assembly, and by its id where no message stands behind them, such as a sign-in.</summary>
    public static (string First, string Second) PrefixesOf(string prefix) => ($"{prefix}.", prefix is "Host" ? "Platform." : $"{prefix}.");

    private static string PrefixOf(string moduleId) => moduleId is "Platform" ? "Host" : moduleId;

    private static string Apart(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) words.Append(' ').Append(char.ToLowerInvariant(name[i]));
            else words.Append(name[i]);
        }

        return words.ToString();
    }
}
