using System.CommandLine;
using CompetencyModular.Host.Operations;

namespace CompetencyModular.Host.Tests.Operations;

public sealed class CommandLineTests : IDisposable
{
    private const string People = """
        employeeNumber,givenName,familyName,email,orgUnit,role,roleLevel,managerEmployeeNumber,location,hireDate,employmentType,active
        B100,Marta,Öztürk,marta@bakery.example,Bakery,,,,Lübeck,2012-04-01,permanent,true
        B101,Jonas,Weiß,jonas@bakery.example,Bakery,,,B100,Lübeck,2025-09-01,permanent,true
        """;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("competency-commands-");

    [Fact]
    public async Task Organisations_are_added_and_each_has_host_names_of_its_own()
    {
        (await RunAsync("organisation", "list")).ShouldBe((0, "There is no organisation yet. Start the server once to create it.\n"));

        (await AddAsync("Bakery", "bakery.example")).Code.ShouldBe(0);
        (await AddAsync("Dairy", "dairy.example", "www.dairy.example")).ShouldBe((0, "Password of the administrator:\nBakery: bakery.example\nDairy: dairy.example, www.dairy.example\n"));
        (await RunAsync("organisation", "hosts", "dairy", "milk.example")).ShouldBe((0, "Bakery: bakery.example\nDairy: milk.example\n"));
        (await RunAsync("organisation", "list")).Said.ShouldBe("Bakery: bakery.example\nDairy: milk.example\n");
    }

    [Fact]
    public async Task What_cannot_be_an_organisation_adds_none_and_says_why()
    {
        await AddAsync("Bakery", "bakery.example");

        (await AddAsync("bakery", "other.example")).ShouldBe((2, "There is an organisation bakery already.\n"));
        (await AddAsync("Dairy", "BAKERY.example")).ShouldBe((2, "BAKERY.example leads to Bakery.\n"));
        (await AddAsync("Dairy", "https://dairy.example/")).ShouldBe((2, "https://dairy.example/ is not a host name. Give it without scheme, port and path, such as learn.example.org.\n"));
        var weak = await AddAsync("Dairy", ["dairy.example"], "password12345");
        weak.Code.ShouldBe(2);
        weak.Said.ShouldContain("password");
        (await RunAsync("organisation", "hosts", "Dairy", "dairy.example")).ShouldBe((2, "There is no organisation Dairy here, only Bakery.\n"));
        (await RunAsync("organisation", "list")).Said.ShouldBe("Bakery: bakery.example\n");
    }

    [Fact]
    public async Task An_import_is_checked_applied_and_refused_for_the_organisation_that_is_meant()
    {
        var file = Path.Combine(data.FullName, "people.csv");
        await File.WriteAllTextAsync(file, People);
        (await RunAsync("import", "people", file)).ShouldBe((2, "There is no organisation yet. Start the server once to create it.\n"));
        await AddAsync("Bakery", "bakery.example");

        var announced = await RunAsync("import", "people", file, "--check");
        announced.ShouldBe((0, announced.Said));
        announced.Said.ShouldEndWith("Only checked. Nothing was changed.\n");
        var done = await RunAsync("import", "people", file);
        done.Said.ShouldBe(announced.Said.Replace("Only checked. Nothing was changed.\n", ""));
        done.Said.ShouldContain("2 added");
        (await RunAsync("import", "people", file)).Said.ShouldContain("0 added, 0 changed, 2 unchanged");

        await File.WriteAllTextAsync(file, People.Replace("2025-09-01", "yesterday"));
        var wrong = await RunAsync("import", "people", file);
        wrong.Code.ShouldBe(1);
        wrong.Said.ShouldContain("error  people.csv, row 3, column hireDate");
        wrong.Said.ShouldEndWith("1 errors. Nothing was changed.\n");
        (await RunAsync("import", "people", file + ".not")).ShouldBe((2, $"There is no file or folder {file}.not.\n"));
        (await RunAsync("import", "nothing", file)).Code.ShouldBe(2);

        await File.WriteAllTextAsync(file, People);
        await AddAsync("Dairy", "dairy.example");
        (await RunAsync("import", "people", file)).ShouldBe((2, "There are several organisations here; say with --organisation which one: Bakery, Dairy.\n"));
        (await RunAsync("import", "people", file, "--organisation", "Dairy")).Said.ShouldContain("2 added");
        (await RunAsync("import", "people", file, "--organisation", "Brewery")).ShouldBe((2, "There is no organisation Brewery here, only Bakery, Dairy.\n"));
    }

    [Fact]
    public async Task The_audit_trail_is_verified_and_a_seal_that_is_not_there_is_found()
    {
        await AddAsync("Bakery", "bakery.example");

        var intact = await RunAsync("audit", "verify");
        intact.Code.ShouldBe(0);
        intact.Said.ShouldEndWith("Everything is as it was sealed.\n");
        var forged = await RunAsync("audit", "verify", "--seal", new string('0', 64));
        forged.Code.ShouldBe(1);
        forged.Said.ShouldEndWith("Not everything is as it was sealed.\n");
        (await RunAsync("audit", "verify", "--organisation", "Dairy")).ShouldBe((2, "There is no organisation Dairy here, only Bakery.\n"));
    }

    [Fact]
    public async Task While_a_server_holds_the_folder_every_command_refuses()
    {
        using var held = DataFolderLock.TryTake(data.FullName);

        foreach (var arguments in new[] { new[] { "organisation", "list" }, ["import", "people", data.FullName], ["audit", "verify"] })
        {
            var (code, said) = await RunAsync(arguments);
            code.ShouldBe(2);
            said.ShouldContain("A server is running");
        }
    }

    public void Dispose() => data.Delete(recursive: true);

    private Task<(int Code, string Said)> AddAsync(string name, params string[] hosts) => AddAsync(name, hosts, "quiet ovens bake the best rye");

    private Task<(int Code, string Said)> AddAsync(string name, string[] hosts, string password)
    {
        // Nothing else in these tests reads what is typed.
        Console.SetIn(new StringReader(password));
        return RunAsync(["organisation", "add", name, .. hosts.SelectMany(h => new[] { "--host", h }), "--given-name", "Marta", "--family-name", "Minster", "--email", "marta@example.org"]);
    }

    /// <summary>Runs a command as from a shell; what it says and what it complains of stand in one text.</summary>
    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var console = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Create((_, _) => Task.FromResult(0)).Parse([.. arguments, "--data", data.FullName])
            .InvokeAsync(new InvocationConfiguration { Output = console, Error = console, EnableDefaultExceptionHandler = false });
        return (code, console.ToString());
    }
}
