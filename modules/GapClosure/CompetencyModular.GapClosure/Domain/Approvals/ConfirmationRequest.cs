using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>Where a request stands (A1). There is no "declined for good": after "not yet" one asks again (N2).</summary>
internal enum RequestState
{
    /// <summary>Written and not sent.</summary>
    Draft,

    /// <summary>Waits for those who may decide.</summary>
    Submitted,

    /// <summary>An approver asked something; it waits for the person.</summary>
    MoreInfo,

    /// <summary>A level was confirmed.</summary>
    Approved,

    /// <summary>Not yet, with the reason and what to do next.</summary>
    NotYet,

    /// <summary>The person took it back.</summary>
    Withdrawn,

    /// <summary>A newer request for the same skill took its place.</summary>
    Superseded,
}

/// <summary>Somebody's self-assessment of a skill, with what shows it, and the way to its confirmation (A1 to A4).</summary>
internal sealed class ConfirmationRequest : IVersioned
{
    private readonly List<Vote> votes = [];
    private readonly List<Audience> audience = [];
    private readonly List<Remark> remarks = [];
    private readonly List<EvidenceFile> files = [];

    private ConfirmationRequest()
    {
    }

    public ConfirmationRequest(Guid personId, Guid skillId, int scaleVersion, DateTimeOffset now) =>
        (PersonId, SkillId, ScaleVersion, CreatedAt) = (personId, skillId, scaleVersion, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; }

    public Guid SkillId { get; private init; }

    /// <summary>The version of the skill's scale on which its ordinals stand (L1).</summary>
    public int ScaleVersion { get; private set; }

    /// <summary>The level claimed.</summary>
    public int Ordinal { get; private set; }

    /// <summary>What the person writes as evidence.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Addresses of what shows it, one a line.</summary>
    public string Links { get; private set; } = "";

    /// <summary>The certificate that is to be confirmed; null for a self-assessment.</summary>
    public Certificate? Certificate { get; private set; }

    public RequestState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>How many approvals decide; one "not yet" always does (A4).</summary>
    public int Quorum { get; private set; } = 1;

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The level confirmed, which may be another than the one claimed (A1).</summary>
    public int? DecidedOrdinal { get; private set; }

    /// <summary>Counts decisions, so that the end of the time for undoing is told from that of a decision undone.</summary>
    public int Decisions { get; private set; }

    /// <summary>When the time for undoing was over, evidence written and the person told (A4).</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>When it went to HR because nobody had decided.</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Vote> Votes => votes;

    /// <summary>Who may decide.</summary>
    public IReadOnlyList<Audience> Audience => audience;

    /// <summary>Questions of approvers and the person's answers, oldest first.</summary>
    public IReadOnlyList<Remark> Remarks => remarks;

    /// <summary>Documents, certificates and photos that show it (R4.3).</summary>
    public IReadOnlyList<EvidenceFile> Files => files;

    /// <summary>Since when it waits on those who decide: since it was sent, or since the person answered their last question. Null for a draft.</summary>
    public DateTimeOffset? WaitsSince => SubmittedAt is { } sent ? remarks.Where(r => r.ById == PersonId).Select(r => r.At).Append(sent).Max() : null;

    public bool IsOpen => State is RequestState.Draft or RequestState.Submitted or RequestState.MoreInfo;

    public bool IsDecided => State is RequestState.Approved or RequestState.NotYet;

    /// <summary>What the person may know: a decision only once it can no longer be undone (A4).</summary>
    public RequestState StateForThePerson => IsDecided && ReleasedAt is null ? RequestState.Submitted : State;

    /// <summary>Writes the claim; possible until it is sent, and while an approver's question is open.</summary>
    public Error? Write(int scaleVersion, int ordinal, string note, string links, Certificate? certificate = null)
    {
        if (State is not (RequestState.Draft or RequestState.MoreInfo)) return ApprovalErrors.NotOpen;
        (ScaleVersion, Ordinal, Note, Links, Certificate) = (scaleVersion, ordinal, note, links, certificate);
        return null;
    }

    /// <summary>Adds what shows it; at most <see cref="EvidenceFile.Most"/> in all.</summary>
    public Error? Attach(IReadOnlyList<StoredFile> added)
    {
        if (State is not (RequestState.Draft or RequestState.MoreInfo)) return ApprovalErrors.NotOpen;
        var newer = added.Where(a => files.TrueForAll(f => f.Hash != a.Hash)).DistinctBy(a => a.Hash).ToList();
        if (files.Count + newer.Count > EvidenceFile.Most) return ApprovalErrors.TooManyFiles;
        files.AddRange(newer.Select(f => new EvidenceFile(f)));
        return null;
    }

    /// <summary>Takes an open request along to a newer version of the skill's scale (L1, L2).</summary>
    public void MoveTo(int scaleVersion, Func<int, int> map)
    {
        if (scaleVersion == ScaleVersion) return;
        (ScaleVersion, Ordinal) = (scaleVersion, map(Ordinal));
        foreach (var vote in votes) vote.MoveTo(map);
    }

    public Error? Submit(Route route, DateTimeOffset now)
    {
        if (State is not (RequestState.Draft or RequestState.MoreInfo)) return ApprovalErrors.NotOpen;
        State = RequestState.Submitted;
        SubmittedAt = now;
        Send(route);
        return null;
    }

    /// <summary>Sends it elsewhere, because the line has changed or somebody has left (A3).</summary>
    public void Send(Route route)
    {
        Quorum = route.Quorum;
        audience.Clear();
        audience.AddRange(route.Keys.Select(k => new Audience(k, SkillId)));
        if (EscalatedAt is not null && !route.Keys.Contains(ApproverKey.HR)) audience.Add(new Audience(ApproverKey.HR, SkillId));
    }

    /// <summary>Where HR has nobody who could decide, administrators may, so that nothing waits on nobody (A3).</summary>
    public void SendToAdministrators()
    {
        if (audience.All(a => a.Key != ApproverKey.Administrators)) audience.Add(new Audience(ApproverKey.Administrators, SkillId));
    }

    /// <summary>Whether these people can still decide: enough of them for the quorum have neither voted nor been voted for.</summary>
    public bool CanBeDecidedBy(IReadOnlySet<Guid> voters) => Left(voters) is > 0 and var left && votes.Count + left >= Quorum;

    /// <summary>
    /// Asks for no more approvals than can come. Where all that can come are there, because somebody who was asked too has left, they decide (A4).
    /// </summary>
    /// <param name="voters">Those who may vote now.</param>
    /// <param name="now">The time.</param>
    public void Fit(IReadOnlySet<Guid> voters, DateTimeOffset now)
    {
        Quorum = Math.Max(1, Math.Min(Quorum, votes.Count + Left(voters)));
        if (State is RequestState.Submitted) ApproveIfReached(now);
    }

    /// <summary>Adds HR to those who may decide, once nobody has for long enough (A3).</summary>
    /// <returns>Whether that is news: not where it waits on nobody, nor twice in one time of waiting.</returns>
    public bool Escalate(DateTimeOffset now)
    {
        if (State is not RequestState.Submitted || EscalatedAt >= WaitsSince) return false;
        EscalatedAt = now;
        if (audience.All(a => a.Key != ApproverKey.HR)) audience.Add(new Audience(ApproverKey.HR, SkillId));
        return true;
    }

    /// <summary>Confirms a level. The request is approved with the approval that fills the quorum, at the lowest of the levels confirmed: that one all of them agree on (A4).</summary>
    public Error? Approve(Approver by, int ordinal, DateTimeOffset now)
    {
        if (Refuse(by) is { } refused) return refused;
        votes.Add(new Vote(by, ordinal, "", now));
        ApproveIfReached(now);
        return null;
    }

    /// <summary>Says "not yet", with the reason and what to do next; the first one decides (A1, A4).</summary>
    public Error? SayNotYet(Approver by, string reason, DateTimeOffset now)
    {
        if (Refuse(by) is { } refused) return refused;
        votes.Add(new Vote(by, null, reason, now));
        Decide(RequestState.NotYet, now);
        return null;
    }

    public Error? Ask(Approver by, string question, DateTimeOffset now)
    {
        if (Refuse(by) is { } refused) return refused;
        remarks.Add(new Remark(by.PersonId, question, now));
        State = RequestState.MoreInfo;
        return null;
    }

    public Error? Answer(string text, DateTimeOffset now)
    {
        if (State is not RequestState.MoreInfo) return ApprovalErrors.NotOpen;
        remarks.Add(new Remark(PersonId, text, now));
        State = RequestState.Submitted;
        return null;
    }

    public Error? Withdraw()
    {
        if (!IsOpen) return ApprovalErrors.NotOpen;
        State = RequestState.Withdrawn;
        return null;
    }

    public void Supersede()
    {
        if (IsOpen) State = RequestState.Superseded;
    }

    /// <summary>Takes the deciding vote back while that is possible (A4).</summary>
    public Error? Undo(Guid by)
    {
        if (!IsDecided || ReleasedAt is not null) return ApprovalErrors.CannotUndo;
        var last = votes.MaxBy(v => v.At)!;
        if (last.ById != by) return ApprovalErrors.CannotUndo;
        votes.Remove(last);
        (State, DecidedAt, DecidedOrdinal) = (RequestState.Submitted, null, null);
        return null;
    }

    /// <summary>Ends the time for undoing a decision.</summary>
    /// <returns>Whether the decision stands; not where it was undone, nor a second time.</returns>
    public bool Release(int decision, DateTimeOffset now)
    {
        if (!IsDecided || ReleasedAt is not null || Decisions != decision) return false;
        ReleasedAt = now;
        return true;
    }

    private Error? Refuse(Approver by)
    {
        // Nobody decides on their own, not for somebody else either (A3).
        if (by.PersonId == PersonId) return ApprovalErrors.OwnRequest;
        if (State is not RequestState.Submitted) return ApprovalErrors.NotOpen;
        return votes.Exists(v => v.ById == by.PersonId || (by.OnBehalfOf is { } from && (v.OnBehalfOf == from || v.ById == from)) || v.OnBehalfOf == by.PersonId)
            ? ApprovalErrors.VotedAlready
            : null;
    }

    private int Left(IReadOnlySet<Guid> voters) => voters.Count(p => p != PersonId && !votes.Exists(v => v.ById == p || v.OnBehalfOf == p));

    private void ApproveIfReached(DateTimeOffset now)
    {
        if (votes.Count < Quorum) return;
        Decide(RequestState.Approved, now);
        DecidedOrdinal = votes.Min(v => v.Ordinal);
    }

    private void Decide(RequestState state, DateTimeOffset now)
    {
        (State, DecidedAt) = (state, now);
        Decisions++;
    }
}

/// <summary>Who decides, and for whom where it was delegated to them (A2).</summary>
internal readonly record struct Approver(Guid PersonId, Guid? OnBehalfOf);

/// <summary>What one approver said. "B on behalf of A" stands in the record (A2).</summary>
internal sealed class Vote
{
    private Vote()
    {
    }

    public Vote(Approver by, int? ordinal, string reason, DateTimeOffset at) => (ById, OnBehalfOf, Ordinal, Reason, At) = (by.PersonId, by.OnBehalfOf, ordinal, reason, at);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid ById { get; private init; }

    public Guid? OnBehalfOf { get; private init; }

    /// <summary>The level confirmed; null for "not yet".</summary>
    public int? Ordinal { get; private set; }

    public string Reason { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public void MoveTo(Func<int, int> map) => Ordinal = Ordinal is { } ordinal ? map(ordinal) : null;
}

/// <summary>A question or an answer.</summary>
internal sealed class Remark
{
    private Remark()
    {
    }

    public Remark(Guid byId, string text, DateTimeOffset at) => (ById, Text, At) = (byId, text, at);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid ById { get; private init; }

    public string Text { get; private init; } = "";

    public DateTimeOffset At { get; private init; }
}

/// <summary>Somebody, or some group, who may decide on a request.</summary>
internal sealed class Audience
{
    private Audience()
    {
    }

    public Audience(string key, Guid skillId) => (Key, ScopedKey) = (key, ApproverKey.Scoped(key, skillId));

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>See <see cref="ApproverKey"/>.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The key together with the skill, for delegations of one skill alone.</summary>
    public string ScopedKey { get; private init; } = "";
}

/// <summary>A file that shows what somebody can do; the content lies in the tenant's file store.</summary>
internal sealed class EvidenceFile
{
    public const int Most = 10;

    private EvidenceFile()
    {
    }

    public EvidenceFile(StoredFile file) => (Area, Hash, Name, ContentType, Length) = (file.Area, file.Hash, file.Name, file.ContentType, file.Length);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public string Area { get; private init; } = "";

    public string Hash { get; private init; } = "";

    public string Name { get; private init; } = "";

    public string ContentType { get; private init; } = "";

    public long Length { get; private init; }

    public StoredFile Stored => new(Area, Hash, Name, ContentType, Length);
}
