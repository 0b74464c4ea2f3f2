namespace CompetencyModular.Sdk.Messaging;

/// <summary>What a use case answers: a value, or the expected reason why there is none. Exceptions are for bugs.</summary>
public readonly record struct Result<T> : IResult<Result<T>>
{
    private readonly T? value;

    private Result(T? value, Error? error) => (this.value, Error) = (value, error);

    /// <summary>Why there is no value; null on success.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none; ask <see cref="IsSuccess"/> first.</exception>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Code}.");

    /// <summary>A failure of this type, for code that knows the type only as a parameter.</summary>
    public static Result<T> Failure(Error error) => new(default, error);

    /// <summary>A value is a success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>An error is a failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>The shape of every answer, so that pipeline behaviours can refuse without knowing the value's type.</summary>
public interface IResult<TSelf> where TSelf : IResult<TSelf>
{
    /// <summary>Why there is no value; null on success.</summary>
    Error? Error { get; }

    /// <summary>A failure of this type.</summary>
    static abstract TSelf Failure(Error error);
}

/// <summary>The answer of a use case that has nothing to return.</summary>
public readonly record struct Done
{
    /// <summary>The one value.</summary>
    public static Done Value { get; }
}

/// <summary>An expected failure.</summary>
/// <param name="Kind">What sort of refusal it is; decides the HTTP status.</param>
/// <param name="Code">A stable code, such as <c>paths.course-retired</c>; also the key of its text in the module's resx.</param>
/// <param name="Message">A text for people, in the person's language where the module gives one.</param>
/// <param name="Fields">Messages per field of the message, by property path.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, IReadOnlyDictionary<string, string[]>? Fields = null)
{
    /// <summary>There is no such thing, or not for this person: the two are told apart for nobody (404).</summary>
    public static Error NotFound(string code = "not-found", string message = "") => new(ErrorKind.NotFound, code, message);

    /// <summary>A rule says no (409).</summary>
    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    /// <summary>What came in is not right (400).</summary>
    public static Error Invalid(string code, string message, IReadOnlyDictionary<string, string[]>? fields = null) => new(ErrorKind.Invalid, code, message, fields);
}

/// <summary>The sorts of refusal.</summary>
public enum ErrorKind
{
    /// <summary>What came in is not right: 400.</summary>
    Invalid,

    /// <summary>Nobody is signed in: 401.</summary>
    Unauthenticated,

    /// <summary>The permission is missing: 403.</summary>
    Forbidden,

    /// <summary>No such thing, not visible, or its feature is off: 404.</summary>
    NotFound,

    /// <summary>A rule says no, or somebody else was first: 409.</summary>
    Conflict,

    /// <summary>Too busy just now: 503 with Retry-After.</summary>
    Unavailable,
}
