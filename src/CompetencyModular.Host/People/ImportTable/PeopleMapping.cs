using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Host.People.ImportTable;

/// <summary>Which column holds what, by its heading. What no column is chosen for stays as it is with everybody.</summary>
internal sealed class PeopleMapping
{
    public string? Sheet { get; set; }

    /// <summary>The sheet whose columns these are.</summary>
    public string? MappedSheet { get; set; }

    /// <summary>The record's own id, as the export writes it.</summary>
    public string? Record { get; set; }

    public string? Number { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? Email { get; set; }

    public string? JobTitle { get; set; }

    public string? Unit { get; set; }

    /// <summary>A manager's personnel number, e-mail address or record.</summary>
    public string? Manager { get; set; }

    public string? Mentor { get; set; }

    public string? Location { get; set; }

    public string? Kind { get; set; }

    public string? HiredOn { get; set; }

    public string? LeavesOn { get; set; }

    public string? Active { get; set; }

    /// <summary>From when unit, manager and position of the row hold; on a day to come they are planned.</summary>
    public string? ValidFrom { get; set; }

    /// <summary>The columns of the organisation's own attributes.</summary>
    public List<AttributeColumn>? Attributes { get; set; }

    /// <summary>Whether those with a personnel number whom the table does not name have left.</summary>
    public bool MissingHaveLeft { get; set; }

    /// <summary>Whether the mapping is kept for the next time.</summary>
    public bool Keep { get; set; }

    /// <summary>The stamp of what was announced.</summary>
    [JsonIgnore] public string? Stamp { get; set; }

    /// <summary>Whether it may be done although many would leave.</summary>
    [JsonIgnore] public bool ManyMayLeave { get; set; }

    /// <summary>Whether that is to be done now.</summary>
    [JsonIgnore] public bool Commit { get; set; }

    /// <summary>The chosen columns by the property that chose them.</summary>
    public IEnumerable<(string Field, string Column)> Columns() => Fields.Select(f => (f.Name, f.Of(this))).Concat((Attributes ?? []).Select((a, i) => ($"{nameof(Attributes)}[{i}].{nameof(AttributeColumn.Column)}", a.Column)))
        .Where(c => !string.IsNullOrEmpty(c.Item2)).Select(c => (c.Item1, c.Item2!));

    /// <summary>What a form leaves empty is not chosen.</summary>
    public PeopleMapping Clean()
    {
        foreach (var field in Fields.Where(f => string.IsNullOrWhiteSpace(f.Of(this)))) field.Set(this, null);
        return this;
    }

    private static readonly (string Name, Func<PeopleMapping, string?> Of, Action<PeopleMapping, string?> Set, string[] Words)[] Fields =
    [
        // What headings of such tables say, in English and German; the likelier first.
        (nameof(Record), m => m.Record, (m, c) => m.Record = c, ["record", "record id", "datensatz"]),
        (nameof(Number), m => m.Number, (m, c) => m.Number = c, ["personnel number", "employee number", "employeenumber", "employee id", "staff number", "personalnummer", "mitarbeiternummer", "pers.-nr.", "persnr", "number", "nummer"]),
        (nameof(Email), m => m.Email, (m, c) => m.Email = c, ["e-mail", "email", "e-mail address", "mail", "e-mail-adresse", "mailadresse"]),
        (nameof(GivenName), m => m.GivenName, (m, c) => m.GivenName = c, ["given name", "first name", "givenname", "firstname", "vorname", "rufname"]),
        (nameof(FamilyName), m => m.FamilyName, (m, c) => m.FamilyName = c, ["family name", "last name", "surname", "familyname", "lastname", "nachname", "familienname", "name"]),
        (nameof(Manager), m => m.Manager, (m, c) => m.Manager = c, ["manager", "manager number", "manageremployeenumber", "reports to", "supervisor", "führungskraft", "vorgesetzter", "vorgesetzte", "vorgesetzte person"]),
        (nameof(Mentor), m => m.Mentor, (m, c) => m.Mentor = c, ["mentor", "mentorin oder mentor", "pate"]),
        (nameof(Unit), m => m.Unit, (m, c) => m.Unit = c, ["unit", "organisation unit", "orgunit", "department", "team", "einheit", "organisationseinheit", "abteilung", "bereich"]),
        (nameof(JobTitle), m => m.JobTitle, (m, c) => m.JobTitle = c, ["job title", "position", "jobtitle", "title", "stelle", "stellenbezeichnung", "funktion"]),
        (nameof(Location), m => m.Location, (m, c) => m.Location = c, ["location", "site", "office", "standort", "ort"]),
        (nameof(Kind), m => m.Kind, (m, c) => m.Kind = c, ["belongs as", "kind", "type", "zugehörigkeit", "art"]),
        (nameof(HiredOn), m => m.HiredOn, (m, c) => m.HiredOn = c, ["first day", "hire date", "hiredate", "start date", "entry date", "eintritt", "eintrittsdatum", "erster tag"]),
        (nameof(LeavesOn), m => m.LeavesOn, (m, c) => m.LeavesOn = c, ["last day", "leaving date", "end date", "exit date", "austritt", "austrittsdatum", "letzter tag"]),
        (nameof(Active), m => m.Active, (m, c) => m.Active = c, ["active", "aktiv"]),
        (nameof(ValidFrom), m => m.ValidFrom, (m, c) => m.ValidFrom = c, ["valid from", "effective date", "effective from", "gültig ab", "wirksam ab"]),
    ];

    /// <summary>The mapping that was kept, where all of its columns are there; else what the headings say.</summary>
    public static PeopleMapping For(Sheet table, string? sheet, PeopleMapping? kept, IReadOnlyList<PersonAttribute> attributes)
    {
        if (kept is not null && kept.Columns().All(c => table.Columns.Contains(c.Column)))
        {
            (kept.Sheet, kept.MappedSheet, kept.Keep) = (sheet, sheet, true);
            kept.Attributes = [.. attributes.Select(a => new AttributeColumn { Id = a.Id, Column = kept.Attributes?.Find(k => k.Id == a.Id)?.Column })];
            return kept;
        }

        var mapping = new PeopleMapping { Sheet = sheet, MappedSheet = sheet, Keep = true, Attributes = [] };
        var taken = new HashSet<string>();
        // The organisation's own words go first: an attribute may be called Department.
        foreach (var attribute in attributes) mapping.Attributes.Add(new AttributeColumn { Id = attribute.Id, Column = Free(c => c == SearchText.Of(attribute.Name)) });
        foreach (var field in Fields)
        {
            if (field.Words.Select(word => Free(c => c == SearchText.Of(word))).FirstOrDefault(c => c is not null) is { } column) field.Set(mapping, column);
        }

        return mapping;

        string? Free(Func<string, bool> fits)
        {
            var column = table.Columns.FirstOrDefault(c => !taken.Contains(c) && fits(SearchText.Of(c)));
            if (column is not null) taken.Add(column);
            return column;
        }
    }
}

/// <summary>The column of one of the organisation's own attributes.</summary>
internal sealed class AttributeColumn
{
    public Guid Id { get; set; }

    public string? Column { get; set; }
}
