using System.CommandLine;
using System.Globalization;
using CompetencyModular.Host.Access.SetUp;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Operations;

/// <summary>
/// The organisations of one data folder: list, add, and the host names under which each is reached. While there is one it answers on every name;
/// from the second on each needs names of its own.
/// </summary>
internal static class OrganisationCommands
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the organisations with the host names under which they are reached.");
        list.SetAction((parsed, ct) => OfflineHost.RunAsync(parsed, (host, _) => Task.FromResult(List(host)), ct));

        var name = new Argument<string>("name") { Description = "The organisation's name." };
        var hosts = new Argument<string[]>("hosts") { Description = "Host names without port, such as learn.example.org.", Arity = ArgumentArity.OneOrMore };
        var names = new Command("hosts", "Says under which host names an organisation is reached, in place of those before.") { name, hosts };
        names.SetAction((parsed, ct) => OfflineHost.RunAsync(parsed, (host, stop) => RenameAsync(host, parsed.GetValue(name)!, parsed.GetValue(hosts)!, stop), ct));

        var own = new Option<string[]>("--host") { Description = "A host name without port, under which the organisation is reached; once for each.", Required = true };
        var timeZone = new Option<string>("--time-zone") { Description = "Its time zone, such as Europe/Berlin.", DefaultValueFactory = _ => TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "UTC" };
        var language = new Option<string>("--language") { Description = "The language of whoever has chosen none: en or de.", DefaultValueFactory = _ => "en" }.AcceptOnlyFromAmong("en", "de");
        var given = new Option<string>("--given-name") { Description = "Its administrator's given name.", Required = true };
        var family = new Option<string>("--family-name") { Description = "Its administrator's family name.", Required = true };
        var email = new Option<string>("--email") { Description = "The e-mail with which its administrator signs in.", Required = true };
        var add = new Command("add", "Adds an organisation with its administrator, whose password is read from the standard input.") { name, own, timeZone, language, given, family, email };
        add.SetAction((parsed, ct) => OfflineHost.RunAsync(parsed, (host, stop) => AddAsync(host, new SetUpInput
        {
            Organisation = parsed.GetValue(name), TimeZone = parsed.GetValue(timeZone), GivenName = parsed.GetValue(given), FamilyName = parsed.GetValue(family), Email = parsed.GetValue(email),
        }, parsed.GetValue(language)!, parsed.GetValue(own)!, stop), ct));

        return new Command("organisation", "The organisations of the data folder.") { list, add, names };
    }

    private static int List(OfflineHost host)
    {
        foreach (var tenant in host.Tenants.All) host.Say($"{tenant.Name}: {(tenant.HostNames.Count == 0 ? "every host name" : string.Join(", ", tenant.HostNames.Order(StringComparer.Ordinal)))}");
        if (host.Tenants.All.Count == 0) host.Say(OfflineHost.NoOrganisation);
        return 0;
    }

    private static async Task<int> RenameAsync(OfflineHost host, string name, string[] hostNames, CancellationToken cancellationToken)
    {
        if (host.Find(name) is not { } tenant) return host.Refuse(host.NoSuch(name));
        if (Wrong(host, tenant, hostNames) is { } reason) return host.Refuse(reason);
        await host.Tenants.RenameHostsAsync(tenant.Id, hostNames, cancellationToken);
        return List(host);
    }

    private static async Task<int> AddAsync(OfflineHost host, SetUpInput input, string language, string[] hostNames, CancellationToken cancellationToken)
    {
        if (host.Find(input.Organisation!) is not null) return host.Refuse($"There is an organisation {input.Organisation} already.");
        if (host.Tenants.All.FirstOrDefault(t => t.HostNames.Count == 0) is { } everywhere)
            return host.Refuse($"{everywhere.Name} answers on every host name. Give it names of its own first: organisation hosts \"{everywhere.Name}\" NAME");
        if (Wrong(host, null, hostNames) is { } reason) return host.Refuse(reason);
        host.Say("Password of the administrator:");
        input.Password = await host.In.ReadLineAsync(cancellationToken);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var added = await host.Services.GetRequiredService<NewOrganisation>().CreateAsync(input, hostNames, cancellationToken);
        if (added.Error is { } error) return host.Refuse(string.Join(Environment.NewLine, [error.Message, .. (error.Fields ?? new Dictionary<string, string[]>()).SelectMany(f => f.Value)]));
        return List(host);
    }

    private static string? Wrong(OfflineHost host, Tenant? own, string[] hostNames)
    {
        if (hostNames.FirstOrDefault(n => Uri.CheckHostName(n) is UriHostNameType.Unknown) is { } unfit) return $"{unfit} is not a host name. Give it without scheme, port and path, such as learn.example.org.";
        foreach (var other in host.Tenants.All.Where(t => t != own))
            if (hostNames.FirstOrDefault(other.HostNames.Contains) is { } taken) return $"{taken} leads to {other.Name}.";
        return null;
    }
}
