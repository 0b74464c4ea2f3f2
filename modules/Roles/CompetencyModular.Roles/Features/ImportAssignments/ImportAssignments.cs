using System.Globalization;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.ImportAssignments;

/// <summary>
/// Reads the columns <c>role</c> and <c>roleLevel</c> of an import of people: the job profile a person holds as the primary one, since the
/// date of hire. The people themselves are the host's part. A file without these columns assigns nothing.
/// </summary>
internal sealed class ImportAssignments(RolesDb db, IPeople people, ITenant tenant, TimeProvider time, CsvFiles csv, IStringLocalizer<ImportAssignments> texts) : IImporter
{
    private const string File = "people.csv";

    public string Kind => "people";

    /// <summary>After the people are there.</summary>
    public int Order => 100;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        // The form of the file is the host's to complain about; twice would be once too often.
        var rows = csv.Read(files, File, ["employeeNumber"], new ImportLog()) ?? [];
        var assigned = rows.Where(r => r["roleLevel"].Length > 0).ToList();
        var wanted = new List<Wanted>();
        if (assigned.Count == 0) return new Step(db, people, tenant, time, wanted);

        var profiles = await db.Profiles.AsNoTracking().Where(p => p.RetiredAt == null).Select(p => new { p.Id, p.NameKey, p.Track }).ToListAsync(cancellationToken);
        if (profiles.Count == 0)
        {
            log.Error(assigned[0].File, 0, "roleLevel", texts["NoProfiles"]);
            return new Step(db, people, tenant, time, wanted);
        }

        var byName = profiles.ToLookup(p => p.NameKey, StringComparer.Ordinal);
        foreach (var row in assigned)
        {
            var sameName = byName[SearchText.Of(row["roleLevel"])].ToList();
            var sameTrack = sameName.Where(p => SearchText.Of(p.Track) == SearchText.Of(row["role"])).ToList();
            var found = sameTrack.Count > 0 ? sameTrack : sameName;
            if (found.Count == 0) log.Error(row.File, row.Line, "roleLevel", texts["UnknownProfile", row["roleLevel"]]);
            else if (found.Count > 1) log.Error(row.File, row.Line, "role", texts["AmbiguousProfile", row["roleLevel"], string.Join(", ", found.Select(p => p.Track))]);
            else if (!DateOnly.TryParseExact(row["hireDate"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
            {
                // A date in the wrong form is reported by the host already.
                if (row["hireDate"].Length == 0) log.Error(row.File, row.Line, "hireDate", texts["NoDate"]);
            }
            else wanted.Add(new Wanted(row["employeeNumber"], found[0].Id, since));
        }

        return new Step(db, people, tenant, time, wanted);
    }

    private sealed record Wanted(string PersonnelNumber, Guid ProfileId, DateOnly Since);

    private sealed class Step(RolesDb db, IPeople people, ITenant tenant, TimeProvider time, IReadOnlyList<Wanted> wanted) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var today = tenant.DateAt(now);
            var ids = await people.ByPersonnelNumberAsync([.. wanted.Select(w => w.PersonnelNumber)], cancellationToken);
            var personIds = ids.Values.ToList();
            var held = (await db.Assignments.Where(a => personIds.Contains(a.PersonId) && (a.Until == null || a.Until >= today)).ToListAsync(cancellationToken))
                .Where(a => !a.IsWithdrawn)
                .ToLookup(a => a.PersonId);
            foreach (var one in wanted.Where(w => ids.ContainsKey(w.PersonnelNumber)))
            {
                var person = ids[one.PersonnelNumber];
                var primary = held[person].Where(a => a.IsPrimary).ToList();
                if (held[person].Any(a => a.ProfileId == one.ProfileId))
                {
                    log.Count("assignments", unchanged: 1);
                    continue;
                }

                // Whoever holds another profile has moved on to this one; since when, the file does not say.
                foreach (var before in primary) before.GiveWay(today);
                db.Add(Assignment.Begin(person, one.ProfileId, isPrimary: true, primary.Count > 0 ? today : one.Since, until: null, now, by: null));
                log.Count("assignments", added: primary.Count > 0 ? 0 : 1, changed: primary.Count > 0 ? 1 : 0);
            }
        }
    }
}
