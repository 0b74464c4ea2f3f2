using System.Globalization;
using System.Text;

namespace CompetencyModular.Bench;

/// <summary>
/// Writes the files of an organisation, always the same for the same size: 120 skills on one scale, 40 profiles of 30 skills, 200 courses, and
/// for each person but the second eight pieces of evidence. The first person is the one who is measured.
/// </summary>
internal static class Generator
{
    public const string FirstPerson = "P00000";
    public const string WithoutEvidence = "P00001";

    private const int Skills = 120, Profiles = 40, SkillsOfProfile = 30, EvidenceOfPerson = 8;
    private static readonly string[] Levels = ["Awareness", "Working", "Practitioner", "Expert"];

    public static void Write(string folder, int people)
    {
        Directory.CreateDirectory(Path.Combine(folder, "gdad"));
        Directory.CreateDirectory(Path.Combine(folder, "courses"));
        Lines(Path.Combine(folder, "gdad", "skills.csv"), "Skill Name,Skill Description,Awareness,Working,Practitioner,Expert,Roles that require Skill",
            Range(Skills).Select(s => $"Skill {s:000},What skill {s:000} is about,You know it,You work with it,You practise it,You lead it,Role"));
        Lines(Path.Combine(folder, "gdad", "roles.csv"), "Role Family,Role,Role Description,Role Level,Role Level Description,Skill Name,Skill Description,Skill Level,Skill Level Description,Role Type",
            from p in Range(Profiles) from i in Range(SkillsOfProfile) select $"Family {p / 10},Role {p / 4},What it does,Profile {p:00},What it takes,Skill {SkillOf(p, i):000},What it is,{Levels[1 + (i + p) % 2]},You can,");
        // Two courses for each of the first hundred skills: the second builds on the first.
        Lines(Path.Combine(folder, "courses", "courses.csv"), "courseCode,title,durationMinutes,delivery,language,validForMonths",
            Range(200).Select(c => $"C{c:000},Course {c:000},{30 + c % 7 * 45},e-learning,en,"));
        Lines(Path.Combine(folder, "courses", "course-skill-awards.csv"), "courseCode,skill,awardsLevel,prerequisiteLevel",
            Range(200).Select(c => $"C{c:000},Skill {c / 2:000},{2 + c % 2},{c % 2 * 2}"));
        Lines(Path.Combine(folder, "people.csv"), "employeeNumber,givenName,familyName,email,orgUnit,role,roleLevel,managerEmployeeNumber,location,hireDate,employmentType,active",
            Range(people).Select(n => $"{Number(n)},Given{n % 97},Family{n},p{n}@example.org,Unit {n / 50},Role {n % Profiles / 4},Profile {n % Profiles:00},{(n == 0 ? "" : Number((n - 1) / 10))},Town {n % 13},2020-01-15,permanent,true"));
        Lines(Path.Combine(folder, "skill-assessments.csv"), "employeeNumber,skill,requiredLevel,assessedLevel,source,assessedOn,evidence",
            from n in Range(people) where n != 1 from i in Range(EvidenceOfPerson)
            select $"{Number(n)},Skill {SkillOf(n % Profiles, i * 3):000},2,{1 + (n + i) % 3},{(i % 2 == 0 ? "manager" : "on-the-job")},{2021 + (n + i) % 4}-0{1 + i}-1{n % 10},");
    }

    private static int SkillOf(int profile, int index) => (profile * 7 + index) % 100;

    private static string Number(int n) => n.ToString("'P'00000", CultureInfo.InvariantCulture);

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static void Lines(string file, string header, IEnumerable<string> lines) => File.WriteAllLines(file, lines.Prepend(header), new UTF8Encoding(false));
}
