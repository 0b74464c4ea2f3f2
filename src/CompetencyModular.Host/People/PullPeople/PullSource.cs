using System.Net;
using System.Net.Sockets;
using CompetencyModular.Host.Operations;
using CompetencyModular.Sdk.Imports;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.PullPeople;

/// <summary>
/// Fetches a table: the newest of the organisation's own folder, or from an address. An address must lead to the public network, unless the host's configuration says
/// otherwise; that is looked at for each connection, so that neither a name that changes nor a redirect leads inside.
/// </summary>
internal sealed class PullSource(InstallationOptions options, IStringLocalizer<PullPeoplePage> texts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Endings = [".xlsx", ".csv", ".txt"];

    public string FolderOf(Guid tenantId) => Path.Combine(options.TenantFolder(tenantId), "pull");

    /// <summary>The table's name and content, or why there is none.</summary>
    public async Task<(string Name, byte[] Content, string? Problem)> FetchAsync(Guid tenantId, string source, CancellationToken cancellationToken)
    {
        try
        {
            return source.Length == 0 ? await NewestAsync(FolderOf(tenantId), cancellationToken) : await DownloadAsync(new Uri(source), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or UnauthorizedAccessException or UriFormatException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return ("", [], exception is NotPublicException || exception.InnerException is NotPublicException ? texts["NotPublic"] : texts["Unreachable", exception.Message]);
        }
    }

    private async Task<(string, byte[], string?)> NewestAsync(string folder, CancellationToken cancellationToken)
    {
        var newest = Directory.CreateDirectory(folder).EnumerateFiles().Where(f => f.LinkTarget is null && Endings.Contains(f.Extension, StringComparer.OrdinalIgnoreCase)).MaxBy(f => f.LastWriteTimeUtc);
        if (newest is null) return ("", [], texts["FolderEmpty"]);
        if (newest.Length > Spreadsheets.MaxBytes) return (newest.Name, [], texts["TooLarge", Spreadsheets.MaxBytes / 1024 / 1024]);
        return (newest.Name, await File.ReadAllBytesAsync(newest.FullName, cancellationToken), null);
    }

    private async Task<(string, byte[], string?)> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme is not ("http" or "https")) return ("", [], texts["AddressWrong"]);
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = true, MaxAutomaticRedirections = 3, ConnectCallback = ConnectAsync };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode) return ("", [], texts["Unreachable", $"HTTP {(int)answer.StatusCode}"]);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        // Counted while it comes: what a server says of the length may be a lie.
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > Spreadsheets.MaxBytes) return ("", [], texts["TooLarge", Spreadsheets.MaxBytes / 1024 / 1024]);
            content.Write(buffer, 0, read);
        }

        return (Path.GetFileName(address.AbsolutePath) is { Length: > 0 } name ? Uri.UnescapeDataString(name) : address.Host, content.ToArray(), null);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = options.AllowPrivateAddresses ? addresses : [.. addresses.Where(IsPublic)];
        if (allowed.Length == 0) throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address belongs to the public network: not to this machine, a private network, or another special use.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return false;
        var b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Only what is given to the public network (2000::/3), without what carries another address within it (6to4, Teredo, documentation).
            return (b[0] & 0xE0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x02) && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0) && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8);
        }

        return !(b[0] is 0 or 10 or 127 or >= 224
            || (b[0] == 100 && b[1] is >= 64 and <= 127) || (b[0] == 169 && b[1] == 254) || (b[0] == 172 && b[1] is >= 16 and <= 31)
            || (b[0] == 192 && b[1] == 168) || (b[0] == 192 && b[1] == 0 && (b[2] is 0 or 2)) || (b[0] == 198 && (b[1] is 18 or 19)));
    }

    private sealed class NotPublicException() : IOException("The address is not of the public network.");
}
