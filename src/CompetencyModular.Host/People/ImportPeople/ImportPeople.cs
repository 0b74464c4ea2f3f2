using System.Globalization;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.ImportPeople;

/// <summary>
/// Reads people and their units. Found by personnel number: who is new is added, who has changed is changed, and nobody is removed. It makes
/// persons, not accounts.
/// </summary>
internal sealed class ImportPeople(PlatformDb db, Authority authority, CsvFiles csv, PersonChanges changes, ITenant tenant, TimeProvider time, IStringLocalizer<ImportPeople> texts) : IImporter
{
    private const string File = "people.csv";

    public string Kind => "people";

    public int Order => 10;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        var rows = csv.Read(files, File, ["employeeNumber", "givenName", "familyName", "managerEmployeeNumber"], log) ?? [];
        var known = await db.Set<Person>().AsNoTracking().Where(p => p.PersonnelNumber != null).Select(p => p.PersonnelNumber!).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var read = new Dictionary<string, Row>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (Parse(row, log) is not { } person) continue;
            if (!read.TryAdd(person.Number, person)) log.Error(row.File, row.Line, "employeeNumber", texts["Twice", person.Number, read[person.Number].Source.Line]);
        }

        foreach (var person in read.Values.Where(p => p.Manager.Length > 0 && !read.ContainsKey(p.Manager) && !known.Contains(p.Manager)))
            log.Error(person.Source.File, person.Source.Line, "managerEmployeeNumber", texts["ManagerUnknown", person.Manager]);
        RefuseCircles(read, log);
        foreach (var (number, stayed) in await MergedAsync(cancellationToken))
        {
            if (!read.TryGetValue(number, out var row)) continue;
            log.Warn(row.Source.File, row.Source.Line, "employeeNumber", texts["Merged", stayed ?? "–"]);
            if (stayed is not null && read.ContainsKey(stayed)) read.Remove(number);
        }

        var going = read.Values.Where(p => !p.IsActive).Select(p => p.Number).ToList();
        var leaving = going.Count == 0 ? [] : await db.Set<Person>().Where(p => going.Contains(p.PersonnelNumber!)).ToDictionaryAsync(p => p.MergedIntoId ?? p.Id, p => p.PersonnelNumber!, cancellationToken);
        foreach (var id in await authority.MustStayAsync(leaving.Keys, cancellationToken)) log.Error(File, read[leaving[id]].Source.Line, "active", texts["LastAdministrator", leaving[id]]);
        return new Step(db, changes, tenant.DateAt(time.GetUtcNow()), read.Values);
    }

    /// <summary>The numbers of records that were merged, with those of the ones that stayed.</summary>
    private async Task<Dictionary<string, string?>> MergedAsync(CancellationToken cancellationToken) => await (
        from merged in db.Set<Person>()
        join stayed in db.Set<Person>() on merged.MergedIntoId equals stayed.Id
        where merged.PersonnelNumber != null
        select new { merged.PersonnelNumber, Stayed = stayed.PersonnelNumber }).ToDictionaryAsync(m => m.PersonnelNumber!, m => (string?)m.Stayed, StringComparer.Ordinal, cancellationToken);

    private Row? Parse(ImportRow row, ImportLog log)
    {
        var sound = true;
        Check("employeeNumber", row["employeeNumber"] is { Length: > 0 and <= 50 }, "NumberMissing");
        Check("givenName", row["givenName"] is { Length: > 0 and <= 100 }, "NameMissing");
        Check("familyName", row["familyName"] is { Length: > 0 and <= 100 }, "NameMissing");
        Check("email", row["email"].Length == 0 || EmailAddress.IsValid(row["email"]), "EmailWrong");
        Check("orgUnit", row["orgUnit"].Length <= 200, "TooLong");
        Check("location", row["location"].Length <= 200, "TooLong");
        Check("active", row["active"] is "" or "true" or "false", "ActiveWrong");
        DateOnly? hired = null;
        if (row["hireDate"].Length > 0)
        {
            Check("hireDate", DateOnly.TryParseExact(row["hireDate"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), "DateWrong");
            hired = day;
        }

        var title = row.Has("jobTitle") ? row["jobTitle"] : row["roleLevel"];
        Check(row.Has("jobTitle") ? "jobTitle" : "roleLevel", title.Length <= 200, "TooLong");
        return sound
            ? new Row(row, row["employeeNumber"], row["givenName"], row["familyName"], row["email"], title, row["orgUnit"], row["managerEmployeeNumber"], row["location"], hired, row["active"] != "false")
            : null;

        void Check(string column, bool holds, string text)
        {
            if (holds) return;
            sound = false;
            log.Error(row.File, row.Line, column, texts[text, row[column]]);
        }
    }

    /// <summary>Nobody may be above themselves: followed upwards, each line of the file must end.</summary>
    private void RefuseCircles(Dictionary<string, Row> read, ImportLog log)
    {
        var ends = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in read.Values)
        {
            var way = new List<string>();
            var at = start;
            while (at is not null && !ends.Contains(at.Number) && !way.Contains(at.Number))
            {
                way.Add(at.Number);
                at = read.GetValueOrDefault(at.Manager);
            }

            if (at is not null && way.Contains(at.Number)) log.Error(at.Source.File, at.Source.Line, "managerEmployeeNumber", texts["Circle", string.Join(" – ", way.SkipWhile(n => n != at.Number))]);
            ends.UnionWith(way);
        }
    }

    private sealed record Row(
        ImportRow Source, string Number, string GivenName, string FamilyName, string Email, string JobTitle, string Unit, string Manager, string Location, DateOnly? HiredOn, bool IsActive);

    private sealed class Step(PlatformDb db, PersonChanges changes, DateOnly today, IReadOnlyCollection<Row> rows) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            var units = await db.Set<OrganisationUnit>().ToDictionaryAsync(u => u.Name, StringComparer.OrdinalIgnoreCase, cancellationToken);
            foreach (var name in rows.Select(r => r.Unit).Where(u => u.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (units.ContainsKey(name)) log.Count("units", unchanged: 1);
                else
                {
                    db.Add(units[name] = new OrganisationUnit { Name = name });
                    log.Count("units", added: 1);
                }
            }

            var byId = await db.Set<Person>().Where(p => p.PersonnelNumber != null || db.Set<Person>().Any(m => m.MergedIntoId == p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
            var people = byId.Values.Where(p => p.PersonnelNumber is not null).ToDictionary(p => p.PersonnelNumber!, StringComparer.Ordinal);
            foreach (var (number, merged) in people.Where(p => p.Value.MergedIntoId is not null).ToList()) people[number] = byId[merged.MergedIntoId!.Value];
            var added = new HashSet<Person>();
            foreach (var row in rows.Where(r => !people.ContainsKey(r.Number)))
            {
                var person = new Person { PersonnelNumber = row.Number };
                db.Add(people[row.Number] = person);
                added.Add(person);
            }

            foreach (var row in rows)
            {
                var person = people[row.Number];
                person.UnitId = row.Unit.Length > 0 ? units[row.Unit].Id : null;
                person.ManagerId = row.Manager.Length > 0 ? people[row.Manager].Id : null;
                person.Employ(row.HiredOn, person.LeavesOn, row.IsActive, today);
                person.Describe(row.GivenName, row.FamilyName, row.Email, row.JobTitle, row.Location);
                var changed = !added.Contains(person) && db.Entry(person).Properties.Any(p => p.IsModified);
                log.Count("people", added: added.Contains(person) ? 1 : 0, changed: changed ? 1 : 0, unchanged: added.Contains(person) || changed ? 0 : 1);
            }

            await changes.TellAsync(cancellationToken);
            // The modules that come next look people up by their numbers.
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
