using MailKit.Security;

namespace CompetencyModular.Host.Mail;

/// <summary>Through which server mail leaves, and where the links in it lead: the section <c>Mail</c> of the configuration.</summary>
internal sealed record MailOptions
{
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    /// <summary><c>StartTls</c> as usual on port 587, <c>Tls</c> on port 465, <c>None</c> only towards a server on this very machine or in a closed network.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The address that mail comes from, also as <c>Learning at work &lt;learning@example.org&gt;</c>.</summary>
    public string? From { get; init; }

    /// <summary>The address under which people reach this server. A link in a mail never follows the name that somebody's request happened to use.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Whether mail can leave: there is a server, a sender and an address for links.</summary>
    public bool IsConfigured => Host is { Length: > 0 } && From is { Length: > 0 } && PublicAddress is not null;

    public SecureSocketOptions SocketOptions => Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>Reads the section <c>Mail</c>. What is not said is not configured; what cannot be read stops the start.</summary>
    public static MailOptions Read(IConfiguration configuration) => configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
}

internal enum MailSecurity
{
    StartTls,
    Tls,
    None,
}
