using System.Text;
using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;

namespace CompetencyModular.Media.Features.DemoMedia;

/// <summary>
/// The library of the demo organisation, made here: synthesised sounds, a drawn picture, written documents, a checklist as a workbook; a film that the build drew; and who has opened what. What was completed tells
/// nobody: the demo's own evidence holds what came of it.
/// </summary>
internal sealed class DemoMedia(MediaDb db, IFiles files, IPeople people, TimeProvider time) : IDemoContent
{
    private const string Safety = "Safety";

    public int Order => 320;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var library = new List<Medium>
        {
            await AddAsync("leak-sounds", "leak-sounds.wav", DemoSound.Wav(48, DemoSound.LeakOrHum), 200, new MediumDetails(
                "Listening for leaks: hiss or hum?", "At night, at a hydrant: a pump hums, a leak hisses, and a sound network is silent. You hear each of them twice.\n\nListen with headphones.",
                "Water", "en", 2, 90, ["leaks", "fault finding"]), cancellationToken),
            await AddAsync("site-alarms", "site-alarms.wav", DemoSound.Wav(40, DemoSound.Alarm), 320, new MediumDetails(
                "The alarm signals of our sites", "A tone that rises and falls: leave the building by the nearest way and meet at the assembly point. A tone that is held: all clear.",
                Safety, "en", 1, 90, ["emergency", "first day"]), cancellationToken),
            await AddAsync("cpr-pace", "cpr-pace.wav", DemoSound.Wav(60, DemoSound.Pace), 150, new MediumDetails(
                "Resuscitation: the pace to keep", "110 compressions a minute. Every thirtieth tick is higher: time for two breaths.", Safety, "en", 1, 80, ["first aid", "emergency"]), cancellationToken),
            await AddAsync("network-plan", "network-plan.png", DemoPicture.NetworkPlan(), 260, new MediumDetails(
                "A small network plan to read",
                "A ring of medium voltage with seven stations, open at the right between two of them. From four stations, low voltage leads to five houses each.",
                "Electricity", "", 5, 90, ["network plans"]), cancellationToken),
            await AddAsync("five-safety-rules", "five-safety-rules.pdf", DemoDocument.Pdf(
                "Five safety rules", "Before work on an electrical installation, in this order:", "", "1. Disconnect completely.", "2. Secure against being switched on again.",
                "3. Verify that the installation is dead.", "4. Earth and short-circuit.", "5. Cover or fence off what nearby is still live.", "",
                "Lift them in the opposite order. Whoever is not sure asks first."), 500, new MediumDetails(
                "Five safety rules", "One page for the cabinet door: what comes before any work on an electrical installation.", Safety, "en", 5, 90, ["electricity", "first day"]), cancellationToken),
            await AddAsync("writing-plainly", "writing-plainly.pdf", DemoDocument.Pdf(
                "Writing plainly", "Five habits that make a letter to a customer easy to read:", "", "- Say first what it is about and what the reader should do.", "- One thought to a sentence.",
                "- Verbs, not nouns made of verbs.", "- Words that the reader uses.", "- Read it aloud before it goes out."), 90, new MediumDetails(
                "Writing plainly: five habits", "One page. Keep it beside you when you answer the next complaint.", "Customers", "en", 10, 90, ["writing"]), cancellationToken),
            await AddAsync("glossary", "words-of-the-network.txt", Encoding.UTF8.GetBytes(
                "Words of the network\n\nFeeder: a line that leads from a substation to others.\nRing: a feeder that comes back to where it began; open at one place while all is well.\n" +
                "Switching order: the written order of steps; read back before the first one.\nDistrict metered area: a part of the water network whose inflow is measured.\n"), 400, new MediumDetails(
                "Words of the network", "A short glossary for the first weeks.", "Electricity", "en", 5, 90, ["first day"]), cancellationToken),
            await AddAsync("ring-fault", "ring-fault.webm", await EmbeddedAsync("ring-fault.webm", cancellationToken), 60, new MediumDetails(
                "How a ring is fed again after a fault",
                "Half a minute, without sound: what happens in a ring of medium voltage when a piece of it is faulty, and in which order it is switched.\n\nSwitch on the captions: they say what you see.",
                "Electricity", "", 1, 90, ["network plans", "switching"]), cancellationToken),
            await AddAsync("vehicle-check", "vehicle-check.xlsx", Checklist(), 45, new MediumDetails(
                "Vehicle check before you leave", "A list to fill in, one line for each thing to look at.", Safety, "en", 5, 90, ["driving", "first day"]), cancellationToken),
        };
        var draft = await AddAsync("toolbox-talk", "toolbox-talk.wav", DemoSound.Wav(20, DemoSound.Alarm), 3, new MediumDetails(
            "Toolbox talk, to be cut", "", "", "en", 1, 90, []), cancellationToken);
        draft.Withdraw(time.GetUtcNow());
        var old = await AddAsync("old-glossary", "old-glossary.txt", "Replaced by \"Words of the network\".\n"u8.ToArray(), 700, new MediumDetails("Glossary of 2019", "", "", "en", 5, 90, []), cancellationToken);
        old.Trash(DemoIds.Of("person", "tomasz-wisniewski"), time.GetUtcNow().AddDays(-12));

        await CaptionAsync(library[1], "en", "A tone that rises and falls: leave the building.", "A tone that is held: all clear.", cancellationToken);
        await CaptionAsync(library[1], "de", "Ein auf- und abschwellender Ton: Verlassen Sie das Gebäude.", "Ein Dauerton: Entwarnung.", cancellationToken);
        foreach (var language in new[] { "en", "de" })
            await CaptionAsync(library[7], language, $"ring-fault.{language}.vtt", await EmbeddedAsync($"ring-fault.{language}.vtt", cancellationToken), cancellationToken);
        await UseAsync(library, cancellationToken);
    }

    private async Task<Medium> AddAsync(string code, string fileName, byte[] content, int daysAgo, MediumDetails details, CancellationToken ct)
    {
        var at = time.GetUtcNow().AddDays(-daysAgo);
        var stored = await files.StoreAsync(new MemoryStream(content), fileName, MediaFiles.One, ct);
        if (stored.Error is { } refused) throw new InvalidOperationException($"The demo's file {fileName} is refused: {refused.Code}.");
        var medium = Medium.Of(DemoIds.Of("medium", code), stored.Value, PlayingTime.Of(new MemoryStream(content), fileName), DemoIds.Of("person", "tomasz-wisniewski"), at);
        medium.Describe(details, at);
        medium.Publish(at);
        await db.KeepAsync(stored.Value, at, ct);
        db.Add(medium);
        return medium;
    }

    private async Task CaptionAsync(Medium medium, string language, string first, string second, CancellationToken ct)
    {
        var vtt = $"WEBVTT\n\n00:00.000 --> 00:18.000\n{first}\n\n00:22.000 --> 00:40.000\n{second}\n";
        await CaptionAsync(medium, language, $"site-alarms.{language}.vtt", Encoding.UTF8.GetBytes(vtt), ct);
    }

    private async Task CaptionAsync(Medium medium, string language, string name, byte[] vtt, CancellationToken ct)
    {
        var stored = await files.StoreAsync(new MemoryStream(vtt), name, MediaFiles.Captions, ct);
        await db.KeepAsync(stored.Value, medium.CreatedAt, ct);
        medium.Caption(Guid.CreateVersion7(), stored.Value, language, medium.CreatedAt);
    }

    /// <summary>What <c>build/demo-film.sh</c> drew, and what is said to it.</summary>
    private static async Task<byte[]> EmbeddedAsync(string name, CancellationToken ct)
    {
        await using var content = typeof(DemoMedia).Assembly.GetManifestResourceStream($"Demo/{name}") ?? throw new InvalidOperationException($"The demo's {name} is not there.");
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, ct);
        return copy.ToArray();
    }

    private static byte[] Checklist() => XlsxDownload.Of("vehicle-check.xlsx", "Check", ["Look at", "In order", "Note"],
    [
        .. new[] { "Tyres: profile and pressure", "Lights and indicators", "Brakes: a short try in the yard", "Load is secured", "First-aid kit and warning triangle", "High-visibility jacket within reach", "Cable drum and earthing kit" }
            .Select(line => (IReadOnlyList<object?>)[line, null, null]),
    ]).Content;

    /// <summary>Most play most of it; some leave in the middle. Always the same people, always the same way.</summary>
    private async Task UseAsync(IReadOnlyList<Medium> library, CancellationToken ct)
    {
        var learner = DemoIds.Of("person", "lene-carstensen");
        var staff = (await people.FindAsync(null, 40, ct)).Where(p => p.Id != learner).ToList();
        foreach (var (medium, m) in library.Select((medium, m) => (medium, m)))
        foreach (var (person, p) in staff.Select((person, p) => (person, p)).Where(x => (x.p + m) % 3 != 0 && (m != 3 || x.p < 5)))
        {
            var at = time.GetUtcNow().AddDays(-1 - ((p * 7) + (m * 3)) % 80);
            Use(medium, person.Id, at, ((p * 5) + m) % 7 == 0 ? 0.45 : ((p * 3) + m) % 5 == 0 ? 0.75 : 1);
        }

        Use(library[0], learner, time.GetUtcNow().AddDays(-2), 0.4);
        Use(library[4], learner, time.GetUtcNow().AddDays(-30), 1);
    }

    private void Use(Medium medium, Guid personId, DateTimeOffset at, double share)
    {
        var viewing = Viewing.Of(medium, null, personId, Reasons.Demo, again: false, at).Value;
        viewing.Open(medium, at);
        if (medium.Current.Seconds is { } seconds) viewing.Play(medium, [new Part(0, seconds * share)], seconds * share, seconds, at.AddSeconds(seconds));
        else if (share == 1) viewing.Confirm(medium, at.AddMinutes(medium.Minutes));
        db.Add(viewing);
    }
}
