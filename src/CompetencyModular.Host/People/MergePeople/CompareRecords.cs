using CompetencyModular.Host.Access;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.MergePeople;

/// <summary>Two records side by side: in what they differ, what would move, and what stands against making one of them.</summary>
internal static class CompareRecords
{
    /// <param name="StaysId">The record that would stay.</param>
    /// <param name="GoesId">The record that would go.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query(Guid StaysId, Guid GoesId) : IRead<Response>;

    /// <param name="Moves">What each module keeps of the one that would go.</param>
    /// <param name="Refusal">Why it cannot be; null where it can.</param>
    internal sealed record Response(Side Stays, Side Goes, IReadOnlyList<MergeRules.Field> Fields, IReadOnlyList<Move> Moves, string? Refusal);

    /// <param name="SignIn">The e-mail address or number it signs in with; null where it does not.</param>
    internal sealed record Side(Guid Id, string Name, string? PersonnelNumber, bool IsActive, string? SignIn, int Version)
    {
        /// <summary>The name, with the number that tells the two apart.</summary>
        public string Named => PersonnelNumber is { } number ? $"{Name} ({number})" : Name;
    }

    internal sealed record Move(string Module, string What, int Count, int InBoth, string? Decision);

    internal sealed class Handler(
        PlatformDb db, MergeRules rules, ActingContext acting, ModuleCatalog catalog, IEnumerable<PersonRecordsRegistration> registrations, IServiceProvider services, IStringLocalizerFactory texts) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var pair = await db.Set<Person>().AsNoTracking().Where(p => (p.Id == query.StaysId || p.Id == query.GoesId) && p.MergedIntoId == null).ToListAsync(cancellationToken);
            if (pair.Count < 2) return Error.NotFound();
            var (stays, goes) = pair[0].Id == query.StaysId ? (pair[0], pair[1]) : (pair[1], pair[0]);
            var signIn = await db.Set<Account>().Where(a => a.PersonId == stays.Id || a.PersonId == goes.Id).ToDictionaryAsync(a => a.PersonId, a => a.Email ?? "", cancellationToken);
            var moves = new List<Move>();
            foreach (var registration in registrations) moves.AddRange(await CountAsync(registration.Type, stays.Id, goes.Id, cancellationToken));
            return new Response(
                SideOf(stays), SideOf(goes), await rules.FieldsAsync(stays, goes, cancellationToken), moves, (await rules.RefusalAsync(stays, goes, cancellationToken))?.Message);

            Side SideOf(Person p) => new(p.Id, p.Name, p.PersonnelNumber, p.IsActive, signIn.TryGetValue(p.Id, out var email) ? email is { Length: > 0 } ? email : p.PersonnelNumber : null, p.Version);
        }

        private async Task<IEnumerable<Move>> CountAsync(Type type, Guid stays, Guid goes, CancellationToken cancellationToken)
        {
            // A module that is off takes over what it keeps when it is on again; until then it has no say.
            if (catalog.Of(type.Assembly) is not { Entry: { } entry } module || !acting.IsEnabled(module.Id)) return [];
            var words = texts.Create(entry.GetType());
            var counts = await ((IPersonRecords)services.GetRequiredService(type)).CountAsync(goes, stays, cancellationToken);
            return counts.Where(c => c.Count > 0).Select(c => new Move(texts.NameOf(catalog, module.Id), words[c.TextKey], c.Count, c.InBoth, c.InBoth > 0 && c.DecisionKey is { } key ? words[key].Value : null));
        }
    }

    /// <summary>Whom a record could be merged with: those who are called as typed, or, where nothing is typed, those who look like the same.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Candidates(Guid PersonId, string? Text) : IRead<Found>;

    internal sealed record Found(string Name, IReadOnlyList<PersonCard> People);

    internal sealed class CandidatesHandler(PlatformDb db) : IReadHandler<Candidates, Found>
    {
        public async ValueTask<Result<Found>> Handle(Candidates query, CancellationToken cancellationToken)
        {
            if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == query.PersonId && p.MergedIntoId == null, cancellationToken) is not { } person) return Error.NotFound();
            var others = db.Set<Person>().Where(p => p.Id != person.Id && p.MergedIntoId == null);
            others = string.IsNullOrWhiteSpace(query.Text)
                ? others.Where(p => p.SortName == person.SortName || (person.MailKey != "" && p.MailKey == person.MailKey) || (person.NumberKey != "" && p.NumberKey == person.NumberKey))
                : others.Named(query.Text, db);
            return new Found(person.Name, await others.OrderBy(p => p.SortName).ThenBy(p => p.Id).Take(20).Cards(db).ToListAsync(cancellationToken));
        }
    }
}
