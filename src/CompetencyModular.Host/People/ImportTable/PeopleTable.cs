using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.ImportTable;

/// <summary>
/// Compares an organisation's own table with its people: who joins, moves, leaves, comes back; and writes exactly that. Everything it needs is read in a
/// handful of queries, however long the table is.
/// </summary>
internal sealed class PeopleTable(PlatformDb db, Authority authority, ActingContext acting, ITenant tenant, TimeProvider time, PersonChanges changes, IStringLocalizer<PeopleTable> texts)
{
    /// <summary>When more than this share of the active people would leave at once, somebody has to say that it is meant.</summary>
    public const double Many = 0.1;

    /// <summary>A last day within so many days is leaving already: who is told of it only then is told too late.</summary>
    private const int Soon = 30;

    private const int Shown = 200;

    private readonly ImportLog log = new();

    /// <summary>What importing would do; nothing is changed.</summary>
    public async Task<Draft> DrawAsync(string file, Sheet table, PeopleMapping mapping, CancellationToken cancellationToken)
    {
        var today = tenant.DateAt(time.GetUtcNow());
        var known = await Known.ReadAsync(db, mapping, cancellationToken);
        var rows = Identify(file, table, mapping, known);
        var directory = Directory.Of(known, rows);
        foreach (var row in rows) Read(file, row, mapping, known, directory, today);
        RefuseCircles(file, rows, known, directory);
        var missing = mapping.MissingHaveLeft ? Missing(rows, known) : [];
        await KeepAnAdministratorAsync(file, rows, missing, known, mapping, cancellationToken);
        return Drawn(rows, missing, known, today);
    }

    /// <summary>Writes what was drawn, within a unit of work.</summary>
    public async Task ApplyAsync(Draft draft, CancellationToken cancellationToken)
    {
        var today = tenant.DateAt(time.GetUtcNow());
        var units = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in draft.NewUnits)
        {
            var unit = new OrganisationUnit { Name = name };
            db.Add(unit);
            units[name] = unit.Id;
        }

        var ids = draft.Rows.Where(r => r.Before is not null).Select(r => r.Id).Concat(draft.Missing).ToList();
        var people = await db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var values = (await db.Set<PersonAttributeValue>().Where(v => ids.Contains(v.PersonId)).ToListAsync(cancellationToken)).ToDictionary(v => (v.PersonId, v.AttributeId));
        foreach (var row in draft.Rows)
        {
            var after = row.After!;
            if (!people.TryGetValue(row.Id, out var person)) db.Add(person = new Person { Id = row.Id });
            if (row.Move is { } move)
                db.Add(new FutureMove { PersonId = row.Id, On = move.On, UnitId = move.UnitName is null ? null : UnitId(move.UnitName), ManagerId = move.ManagerId, JobTitle = move.JobTitle, PlannedById = acting.PersonId });
            person.PersonnelNumber = after.Number;
            person.UnitId = after.UnitName is null ? null : UnitId(after.UnitName);
            (person.ManagerId, person.MentorId, person.Kind) = (after.ManagerId, after.MentorId, after.Kind);
            person.Employ(after.HiredOn, after.LeavesOn, after.IsActive, today);
            person.Describe(after.GivenName, after.FamilyName, after.Email, after.JobTitle, after.Location);
            foreach (var (attribute, value) in row.Attributes)
            {
                var held = values.GetValueOrDefault((row.Id, attribute));
                if (value is null && held is not null) db.Remove(held);
                else if (value is not null && held is not null) held.Value = value;
                else if (value is not null) db.Add(new PersonAttributeValue { PersonId = row.Id, AttributeId = attribute, Value = value });
            }
        }

        foreach (var person in draft.Missing.Select(id => people[id])) person.Employ(person.HiredOn, person.LeavesOn, isActive: false, today);
        await changes.TellAsync(cancellationToken);

        Guid UnitId(string name) => units.TryGetValue(name, out var added) ? added : draft.Units[name];
    }

    private List<Row> Identify(string file, Sheet table, PeopleMapping mapping, Known known)
    {
        var rows = new List<Row>(table.Rows.Count);
        var seen = new Dictionary<Guid, int>();
        var added = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var numbers = table.Rows.Select(r => Text(r, mapping.Number)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var emails = table.Rows.Select(r => Text(r, mapping.Email)).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var source in table.Rows)
        {
            var (record, number, email) = (Text(source, mapping.Record), Text(source, mapping.Number), Text(source, mapping.Email));
            Person? person = null;
            var isFormerEmail = false;
            if (record is { Length: > 0 })
            {
                if (!known.Former.TryGetValue(record, out person) && (!Guid.TryParse(record, out var id) || !known.ById.TryGetValue(id, out person))) Refuse(file, source, mapping.Record, "RecordUnknown", record);
            }
            else if (number is { Length: > 0 } && known.ByNumber.TryGetValue(number, out person))
            {
            }
            else if (number is { Length: > 0 } && known.Former.TryGetValue(number, out person))
            {
                // The table does not know yet that the two are one. Where it has both, the record that stayed is believed.
                var both = person.PersonnelNumber is { } own && numbers.Contains(own);
                log.Warn(file, source.Line, mapping.Number ?? "", texts[both ? "MergedPassedOver" : "MergedInto", number, person.Name, person.PersonnelNumber ?? "–"]);
                if (both) continue;
            }
            else if (email is { Length: > 0 } && known.Former.TryGetValue(email, out person) && (number is not { Length: > 0 } || person.PersonnelNumber is null))
            {
                var both = (person.PersonnelNumber is { } own && numbers.Contains(own)) || (person.Email.Length > 0 && emails.Contains(person.Email));
                log.Warn(file, source.Line, mapping.Email ?? "", texts[both ? "EmailMergedPassedOver" : "EmailMergedInto", email, person.Name, person.PersonnelNumber ?? "–"]);
                if (both) continue;
                isFormerEmail = true;
            }
            else if (email is { Length: > 0 })
            {
                person = null;
                var same = known.ByEmail[email].ToList();
                if (number is { Length: > 0 }) person = same.Find(p => p.PersonnelNumber is null);
                else if (same.Count > 1) Refuse(file, source, mapping.Email, "EmailOfSeveral", email);
                else person = same.FirstOrDefault();
                if (person is null && number is { Length: > 0 } && same.Find(p => p.IsActive) is { } other) log.Warn(file, source.Line, mapping.Email ?? "", texts["EmailOfOther", email, other.PersonnelNumber ?? ""]);
            }
            else if (number is not { Length: > 0 }) Refuse(file, source, mapping.Number ?? mapping.Email, "NoKey", "");

            if (person is not null && !seen.TryAdd(person.Id, source.Line)) Refuse(file, source, mapping.Number ?? mapping.Email, "Twice", seen[person.Id].ToString(CultureInfo.InvariantCulture));
            else if (person is null && (number is { Length: > 0 } ? number : email) is { Length: > 0 } key && !added.TryAdd(key, source.Line)) Refuse(file, source, mapping.Number ?? mapping.Email, "Twice", added[key].ToString(CultureInfo.InvariantCulture));
            else rows.Add(new Row(source, person?.Id ?? Guid.CreateVersion7(), person, new[] { number, email }.OfType<string>().Where(k => k.Length > 0)) { KeepsEmail = isFormerEmail });
        }

        return rows;
    }

    private void Read(string file, Row row, PeopleMapping mapping, Known known, Directory directory, DateOnly today)
    {
        var (source, before) = (row.Source, row.Before);
        var sound = true;
        var given = Named(mapping.GivenName, before?.GivenName);
        var family = Named(mapping.FamilyName, before?.FamilyName);
        var number = Limited(mapping.Number, before?.PersonnelNumber ?? "", 50);
        if (known.Former.ContainsKey(number)) number = before?.PersonnelNumber ?? "";
        var email = row.KeepsEmail ? before!.Email : Limited(mapping.Email, before?.Email ?? "", 254);
        if (email.Length > 0 && email != before?.Email && !EmailAddress.IsValid(email)) Wrong(mapping.Email, "EmailWrong", email);
        if (number.Length > 0 && known.ByNumber.TryGetValue(number, out var holder) && holder.Id != row.Id) Wrong(mapping.Number, "NumberTaken", number);
        var title = Limited(mapping.JobTitle, before?.JobTitle ?? "", 200);
        var location = Limited(mapping.Location, before?.Location ?? "", 200);
        var unitBefore = before?.UnitId is { } unitId ? known.UnitNames[unitId] : null;
        var unit = mapping.Unit is null ? unitBefore : Limited(mapping.Unit, "", 200) is { Length: > 0 } name ? name : null;
        if (unit is not null && known.Units.TryGetValue(unit, out var unitKnown))
        {
            unit = unitKnown.Name;
            if (unitKnown.IsClosed && unit != unitBefore) Wrong(mapping.Unit, "UnitClosed", unit);
        }

        var manager = Somebody(mapping.Manager, before?.ManagerId, "ManagerUnknown");
        var mentor = Somebody(mapping.Mentor, before?.MentorId, "MentorUnknown");
        if (mentor == row.Id) Wrong(mapping.Mentor, "MentorSelf", "");
        var hired = Day(mapping.HiredOn, before?.HiredOn);
        var leaves = Day(mapping.LeavesOn, before?.LeavesOn);
        if (leaves < hired) Wrong(mapping.LeavesOn, "LeavesBeforeHired", "");
        var active = Flag(mapping.Active, before);
        var kind = Kind(mapping.Kind, before?.Kind ?? PersonKind.Staff);
        // Where only those stand who are here, whoever stands there is. A last day to come, and nothing else said, means that they are here; a new last day over means that they are not.
        if (mapping.LeavesOn is not null && mapping.Active is null) active = leaves is null || leaves >= today;
        else if (mapping is { LeavesOn: null, Active: null, MissingHaveLeft: true }) active = true;
        if (active && leaves < today && mapping.LeavesOn is not null && mapping.Active is not null && before is not { IsActive: true }) active = false;
        if (row.Id == acting.PersonId && (!active || leaves < today)) Wrong(mapping.Active ?? mapping.LeavesOn, "Yourself", "");

        var from = Day(mapping.ValidFrom, null);
        if (from > today && before is not null)
        {
            var move = new Move(from.Value, unit != unitBefore ? unit : null, manager != before.ManagerId ? manager : null, title != before.JobTitle && title.Length > 0 ? title : null);
            if ((move.UnitName is not null || move.ManagerId is not null || move.JobTitle is not null) && !known.IsPlanned(row.Id, move)) row.Move = move;
            (unit, manager, title) = (unitBefore, before.ManagerId, before.JobTitle);
        }

        foreach (var (attribute, column) in known.Mapped)
        {
            var text = source[column];
            var value = text.Length == 0 ? null : attribute.Canonical(text);
            if (text.Length > 0 && value is null) Wrong(column, $"Attribute.{attribute.Kind}", text);
            else if (value != known.Values.GetValueOrDefault((row.Id, attribute.Id))) row.Attributes.Add((attribute.Id, value));
        }

        if (!sound) return;
        row.After = new Target(number.Length > 0 ? number : null, given, family, email, title, location, unit, manager, mentor, kind, hired, leaves, active);

        string Named(string? column, string? held)
        {
            var text = column is null ? held ?? "" : source[column];
            if (text.Length is 0 or > 100) Wrong(column, "NameMissing", text);
            return text;
        }

        string Limited(string? column, string held, int most)
        {
            if (column is null) return held;
            if (source[column].Length > most) Wrong(column, "TooLong", most.ToString(CultureInfo.InvariantCulture));
            return source[column];
        }

        Guid? Somebody(string? column, Guid? held, string text)
        {
            if (column is null) return held;
            if (source[column] is not { Length: > 0 } named) return null;
            if (directory.Find(named) is { } id) return id;
            Wrong(column, text, named);
            return held;
        }

        DateOnly? Day(string? column, DateOnly? held)
        {
            if (column is null) return held;
            if (source[column] is not { Length: > 0 } text) return null;
            if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d.M.yyyy", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Wrong(column, "DateWrong", text);
            return held;
        }

        bool Flag(string? column, Person? held)
        {
            if (column is null) return held?.IsActive ?? true;
            switch (source[column].ToUpperInvariant())
            {
                case "" or "YES" or "TRUE" or "1" or "ACTIVE" or "JA" or "WAHR" or "AKTIV":
                    return true;
                case "NO" or "FALSE" or "0" or "INACTIVE" or "LEFT" or "NEIN" or "FALSCH" or "INAKTIV" or "AUSGESCHIEDEN":
                    return false;
                default:
                    Wrong(column, "ActiveWrong", source[column]);
                    return true;
            }
        }

        PersonKind Kind(string? column, PersonKind held)
        {
            if (column is null) return held;
            switch (source[column].ToUpperInvariant())
            {
                case "" or "STAFF" or "BELEGSCHAFT" or "INTERN" or "INTERNAL":
                    return PersonKind.Staff;
                case "GUEST" or "GAST" or "EXTERN" or "EXTERNAL":
                    return PersonKind.Guest;
                default:
                    Wrong(column, "KindWrong", source[column]);
                    return held;
            }
        }

        void Wrong(string? column, string text, string value)
        {
            sound = false;
            Refuse(file, source, column, text, value);
        }
    }

    /// <summary>Nobody may be above themselves: followed upwards, each line must end, whether the table or the records say it.</summary>
    private void RefuseCircles(string file, List<Row> rows, Known known, Directory directory)
    {
        var above = known.ById.Values.Where(p => p.ManagerId is not null).ToDictionary(p => p.Id, p => p.ManagerId!.Value);
        foreach (var row in rows.Where(r => r.After is not null))
        {
            if (row.After!.ManagerId is { } manager) above[row.Id] = manager;
            else above.Remove(row.Id);
        }

        var ends = new HashSet<Guid>();
        foreach (var row in rows.Where(r => r.After?.ManagerId is not null))
        {
            var way = new HashSet<Guid>();
            var at = row.Id;
            while (way.Add(at) && !ends.Contains(at) && above.TryGetValue(at, out var next)) at = next;
            if (at == row.Id && way.Count > 0 && above.ContainsKey(at) && !ends.Contains(at)) log.Error(file, row.Source.Line, directory.ManagerColumn ?? "", texts["Circle", row.After!.GivenName, row.After.FamilyName]);
            ends.UnionWith(way);
        }
    }

    private List<Guid> Missing(List<Row> rows, Known known)
    {
        var named = rows.Select(r => r.Id).ToHashSet();
        return [.. known.ById.Values.Where(p => p is { IsActive: true, PersonnelNumber: not null, Kind: PersonKind.Staff } && !named.Contains(p.Id) && p.Id != acting.PersonId).OrderBy(p => p.SortName).Select(p => p.Id)];
    }

    private async Task KeepAnAdministratorAsync(string file, List<Row> rows, List<Guid> missing, Known known, PeopleMapping mapping, CancellationToken cancellationToken)
    {
        var going = rows.Where(r => r is { Before: not null, After: { } after } && (!after.IsActive || after.LeavesOn is not null)).ToDictionary(r => r.Id, r => r.Source.Line);
        foreach (var id in await authority.MustStayAsync([.. going.Keys, .. missing], cancellationToken))
            log.Error(file, going.GetValueOrDefault(id), mapping.Active ?? mapping.LeavesOn ?? "", texts["LastAdministrator", known.ById[id].Name]);
    }

    private Draft Drawn(List<Row> rows, List<Guid> missing, Known known, DateOnly today)
    {
        var (effects, touched, newUnits) = (new List<Effect>(), new List<Row>(), new List<string>());
        var (added, changed, back, left, moves) = (0, 0, 0, 0, 0);
        foreach (var row in rows.Where(r => r.After is not null))
        {
            var after = row.After!;
            foreach (var unit in new[] { after.UnitName, row.Move?.UnitName })
            {
                if (unit is not null && !known.Units.ContainsKey(unit) && !newUnits.Contains(unit, StringComparer.OrdinalIgnoreCase)) newUnits.Add(unit);
            }

            var words = Words(row, known);
            if (row.Before is not null && words.Length == 0 && row.Move is null) continue;
            touched.Add(row);
            if (row.Move is not null) moves++;
            var staysActive = after.IsActive && !(after.LeavesOn < today && !(row.Before is { IsActive: false } && after.LeavesOn == row.Before.LeavesOn));
            var what = row.Before switch
            {
                null => What.Added,
                { IsActive: true } held when !staysActive || (after.LeavesOn <= today.AddDays(Soon) && !(held.LeavesOn <= after.LeavesOn)) => What.Leaves,
                { IsActive: false } when staysActive => What.Returns,
                _ when words.Length == 0 => What.Moves,
                _ => What.Changed,
            };
            (added, changed, back, left) = (added + (what is What.Added ? 1 : 0), changed + (what is What.Changed ? 1 : 0), back + (what is What.Returns ? 1 : 0), left + (what is What.Leaves ? 1 : 0));
            var move = row.Move is { } m ? texts["MovesOn", m.On.ToString("d"), string.Join(", ", new[] { m.UnitName, m.ManagerId is null ? null : texts["NewManager"].Value, m.JobTitle }.Where(t => t is not null))].Value : "";
            effects.Add(new Effect($"{after.GivenName} {after.FamilyName}", what, string.Join("; ", new[] { words, move }.Where(t => t.Length > 0)), row.Source.Line));
        }

        effects.AddRange(missing.Select(id => new Effect(known.ById[id].Name, What.Leaves, texts["NotInTable"], 0)));
        var active = known.ById.Values.Count(p => p.IsActive);
        var report = new Report(
            log.Errors.Count, [.. log.Errors.Take(Shown)], log.Warnings.Count, [.. log.Warnings.Take(Shown)], rows.Count, added, changed, back, left + missing.Count, moves, newUnits.Count,
            effects.Count, [.. effects.OrderByDescending(e => e.What is What.Leaves).Take(Shown)], active > 0 && (left + missing.Count) > active * Many, Stamp(touched, missing, newUnits));
        return new Draft(report, touched, missing, newUnits, known.Units.ToDictionary(u => u.Key, u => u.Value.Id, StringComparer.OrdinalIgnoreCase));
    }

    private string Words(Row row, Known known)
    {
        var after = row.After!;
        if (row.Before is not { } before) return "";
        var words = new List<string>();
        Tell("Number", before.PersonnelNumber ?? "", after.Number ?? "");
        Tell("Name", before.Name, $"{after.GivenName} {after.FamilyName}");
        Tell("Email", before.Email, after.Email);
        Tell("JobTitle", before.JobTitle, after.JobTitle);
        Tell("Location", before.Location, after.Location);
        Tell("Unit", before.UnitId is { } unit ? known.UnitNames[unit] : "", after.UnitName ?? "");
        if (before.ManagerId != after.ManagerId) words.Add(texts["NewManager"]);
        if (before.MentorId != after.MentorId) words.Add(texts["NewMentor"]);
        Tell("Kind", texts[$"Kind.{before.Kind}"], texts[$"Kind.{after.Kind}"]);
        Tell("HiredOn", before.HiredOn?.ToString("d") ?? "", after.HiredOn?.ToString("d") ?? "");
        Tell("LeavesOn", before.LeavesOn?.ToString("d") ?? "", after.LeavesOn?.ToString("d") ?? "");
        Tell("Active", texts[$"Active.{before.IsActive}"], texts[$"Active.{after.IsActive}"]);
        foreach (var (attribute, value) in row.Attributes)
        {
            var named = known.Mapped.First(m => m.Attribute.Id == attribute).Attribute;
            words.Add(texts["Change", named.Name, Or(named.Shown(known.Values.GetValueOrDefault((row.Id, attribute)) ?? "")), Or(named.Shown(value ?? ""))]);
        }

        return string.Join("; ", words);

        void Tell(string field, string from, string to)
        {
            if (from != to) words.Add(texts["Change", texts[$"Field.{field}"].Value, Or(from), Or(to)]);
        }

        static string Or(string text) => text.Length == 0 ? "–" : text;
    }

    private static string Stamp(List<Row> rows, List<Guid> missing, List<string> newUnits)
    {
        var text = new StringBuilder();
        // A new record has its id from this look alone; its line says which one it is.
        var added = rows.Where(r => r.Before is null).ToDictionary(r => r.Id, r => r.Source.Line);
        foreach (var row in rows)
        {
            var a = row.After!;
            text.Append(CultureInfo.InvariantCulture, $"{Key(row.Id)}|{row.Before?.Version}|{a.Number}|{a.GivenName}|{a.FamilyName}|{a.Email}|{a.JobTitle}|{a.Location}|{a.UnitName}|{Key(a.ManagerId)}|{Key(a.MentorId)}|{a.Kind}|{a.HiredOn:O}|{a.LeavesOn:O}|{a.IsActive}");
            if (row.Move is { } m) text.Append(CultureInfo.InvariantCulture, $"|{m.On:O}|{m.UnitName}|{Key(m.ManagerId)}|{m.JobTitle}");
            foreach (var (attribute, value) in row.Attributes) text.Append(CultureInfo.InvariantCulture, $"|{attribute}={value}");
            text.Append('\n');
        }

        text.AppendJoin(' ', missing).Append('\n').AppendJoin('|', newUnits);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];

        string Key(Guid? id) => id is not { } some ? "" : added.TryGetValue(some, out var line) ? $"line {line}" : some.ToString();
    }

    private static string? Text(ImportRow row, string? column) => column is null ? null : row[column];

    private void Refuse(string file, ImportRow row, string? column, string text, string value) => log.Error(file, row.Line, column ?? "", texts[text, value]);

    /// <summary>A row of the table beside the record that it is about.</summary>
    internal sealed class Row(ImportRow source, Guid id, Person? before, IEnumerable<string> keys)
    {
        /// <summary>By what others of the table name somebody new: number, e-mail address.</summary>
        public IEnumerable<string> Keys { get; } = keys;

        public ImportRow Source { get; } = source;

        public Guid Id { get; } = id;

        /// <summary>Null for somebody new.</summary>
        public Person? Before { get; } = before;

        /// <summary>Whether it was found by an address that the record gave up with a merge.</summary>
        public bool KeepsEmail { get; init; }

        /// <summary>Null where the row is wrong.</summary>
        public Target? After { get; set; }

        public Move? Move { get; set; }

        public List<(Guid Attribute, string? Value)> Attributes { get; } = [];
    }

    internal sealed record Target(
        string? Number, string GivenName, string FamilyName, string Email, string JobTitle, string Location, string? UnitName, Guid? ManagerId, Guid? MentorId, PersonKind Kind, DateOnly? HiredOn, DateOnly? LeavesOn, bool IsActive);

    internal sealed record Move(DateOnly On, string? UnitName, Guid? ManagerId, string? JobTitle);

    internal enum What
    {
        Added,
        Changed,
        Returns,
        Leaves,
        Moves,
    }

    /// <param name="Line">Of the table; 0 where it does not name them.</param>
    internal sealed record Effect(string Name, What What, string Details, int Line);

    /// <summary>What an import would do, or did. The first 200 of each sort stand for all of them; those who would leave come first.</summary>
    /// <param name="TooManyLeave">Whether so many would leave that somebody has to say that it is meant.</param>
    /// <param name="Stamp">A short sign of all of it.</param>
    internal sealed record Report(
        int ErrorCount, IReadOnlyList<ImportRemark> Errors, int WarningCount, IReadOnlyList<ImportRemark> Warnings, int Rows, int Added, int Changed, int Returning, int Leaving, int Moves, int Units,
        int EffectCount, IReadOnlyList<Effect> Effects, bool TooManyLeave, string Stamp);

    internal sealed record Draft(Report Report, IReadOnlyList<Row> Rows, IReadOnlyList<Guid> Missing, IReadOnlyList<string> NewUnits, IReadOnlyDictionary<string, Guid> Units);

    /// <summary>What the organisation's records say.</summary>
    private sealed record Known(
        Dictionary<Guid, Person> ById, Dictionary<string, Person> ByNumber, ILookup<string, Person> ByEmail, Dictionary<string, OrganisationUnit> Units, Dictionary<Guid, string> UnitNames,
        IReadOnlyList<(PersonAttribute Attribute, string Column)> Mapped, Dictionary<(Guid, Guid), string> Values, ILookup<Guid, FutureMove> Planned, string? ManagerColumn)
    {
        /// <summary>Who stayed, by the number, the id and the address of each record that was merged into theirs; an address that somebody has is theirs.</summary>
        public Dictionary<string, Person> Former { get; } = new(StringComparer.OrdinalIgnoreCase);

        public static async Task<Known> ReadAsync(PlatformDb db, PeopleMapping mapping, CancellationToken cancellationToken)
        {
            var people = await db.Set<Person>().AsNoTracking().Where(p => p.MergedIntoId == null).ToListAsync(cancellationToken);
            var units = await db.Set<OrganisationUnit>().AsNoTracking().ToListAsync(cancellationToken);
            var columns = (mapping.Attributes ?? []).Where(a => a.Column is { Length: > 0 }).DistinctBy(a => a.Id).ToDictionary(a => a.Id, a => a.Column!);
            var attributes = await db.Set<PersonAttribute>().AsNoTracking().Where(a => columns.Keys.Contains(a.Id)).ToListAsync(cancellationToken);
            var values = await db.Set<PersonAttributeValue>().AsNoTracking().Where(v => columns.Keys.Contains(v.AttributeId)).ToDictionaryAsync(v => (v.PersonId, v.AttributeId), v => v.Value, cancellationToken);
            var planned = await db.Set<FutureMove>().AsNoTracking().Where(m => m.State == MoveState.Planned).ToListAsync(cancellationToken);
            var known = new Known(
                people.ToDictionary(p => p.Id), people.Where(p => p.PersonnelNumber is not null).ToDictionary(p => p.PersonnelNumber!, StringComparer.Ordinal),
                people.Where(p => p.Email.Length > 0).ToLookup(p => p.Email, StringComparer.OrdinalIgnoreCase), units.ToDictionary(u => u.Name, StringComparer.OrdinalIgnoreCase), units.ToDictionary(u => u.Id, u => u.Name),
                attributes.ConvertAll(a => (a, columns[a.Id])), values, planned.ToLookup(m => m.PersonId), mapping.Manager);
            foreach (var merged in await db.Set<Person>().Where(p => p.MergedIntoId != null).Select(p => new { p.Id, p.PersonnelNumber, p.Email, p.MergedIntoId }).ToListAsync(cancellationToken))
            {
                known.Former[merged.Id.ToString()] = known.ById[merged.MergedIntoId!.Value];
                if (merged.PersonnelNumber is { } number) known.Former[number] = known.ById[merged.MergedIntoId.Value];
                if (merged.Email.Length > 0 && !known.ByEmail.Contains(merged.Email)) known.Former[merged.Email] = known.ById[merged.MergedIntoId.Value];
            }

            return known;
        }

        public bool IsPlanned(Guid personId, Move move) => Planned[personId].Any(p =>
            p.On == move.On && p.ManagerId == move.ManagerId && p.JobTitle == move.JobTitle && (p.UnitId is { } unit ? UnitNames[unit] : null) == move.UnitName);
    }

    /// <summary>Whom a cell can name: by record, personnel number or e-mail address, in the records or in the table.</summary>
    private sealed class Directory(Dictionary<string, Guid> byKey, string? managerColumn)
    {
        public string? ManagerColumn { get; } = managerColumn;

        public static Directory Of(Known known, List<Row> rows)
        {
            var byKey = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
            foreach (var person in known.ById.Values)
            {
                byKey[person.Id.ToString()] = person.Id;
                if (person.PersonnelNumber is { } number) byKey[number] = person.Id;
            }

            foreach (var (key, stayed) in known.Former) byKey[key] = stayed.Id;
            foreach (var same in known.ByEmail.Where(e => e.Count() == 1)) byKey.TryAdd(same.Key, same.Single().Id);
            foreach (var row in rows.Where(r => r.Before is null))
            {
                foreach (var key in row.Keys) byKey.TryAdd(key, row.Id);
            }

            return new Directory(byKey, known.ManagerColumn);
        }

        public Guid? Find(string named) => byKey.TryGetValue(named, out var id) ? id : null;
    }
}
