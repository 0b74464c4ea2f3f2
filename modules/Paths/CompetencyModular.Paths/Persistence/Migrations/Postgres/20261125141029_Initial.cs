using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "paths");

            migrationBuilder.CreateTable(
                name: "courses",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Money = table.Column<long>(type: "bigint", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Delivery = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CompletedBy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Threshold = table.Column<int>(type: "integer", nullable: false),
                    Audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_courses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "done_activities",
                schema: "paths",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Activity = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_done_activities", x => new { x.PersonId, x.Activity, x.OccurrenceKey });
                });

            migrationBuilder.CreateTable(
                name: "learning_paths",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false),
                    Order = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OrderInForce = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_learning_paths", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_events",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false),
                    Agenda = table.Column<string>(type: "text", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Money = table.Column<long>(type: "bigint", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    IsForEverybody = table.Column<bool>(type: "boolean", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "course_files",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Length = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_course_files_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "course_prerequisites",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequiredCourseId = table.Column<Guid>(type: "uuid", nullable: true),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    Ordinal = table.Column<int>(type: "integer", nullable: true),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_prerequisites", x => x.Id);
                    table.ForeignKey(
                        name: "FK_course_prerequisites_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_course_prerequisites_courses_RequiredCourseId",
                        column: x => x.RequiredCourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "course_tags",
                schema: "paths",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tag = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_tags", x => new { x.CourseId, x.Tag });
                    table.ForeignKey(
                        name: "FK_course_tags_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "course_units",
                schema: "paths",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Unit = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_units", x => new { x.CourseId, x.Unit });
                    table.ForeignKey(
                        name: "FK_course_units_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enrolments",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Occurrence = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: true),
                    EnrolledAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    TouchedAt = table.Column<long>(type: "bigint", nullable: false),
                    MasteredAt = table.Column<long>(type: "bigint", nullable: true),
                    MasteredEdition = table.Column<int>(type: "integer", nullable: true),
                    LeftAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_enrolments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_enrolments_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "questions",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Options = table.Column<string>(type: "text", nullable: false),
                    Explanation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_questions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_questions_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "journeys",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    PathId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    MasteredAt = table.Column<long>(type: "bigint", nullable: true),
                    MasteredEdition = table.Column<int>(type: "integer", nullable: true),
                    LeftAt = table.Column<long>(type: "bigint", nullable: true),
                    Masteries = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_journeys_learning_paths_PathId",
                        column: x => x.PathId,
                        principalSchema: "paths",
                        principalTable: "learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "path_assignments",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PathId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    AssignedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AssignedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_path_assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_path_assignments_learning_paths_PathId",
                        column: x => x.PathId,
                        principalSchema: "paths",
                        principalTable: "learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "path_goals",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PathId = table.Column<Guid>(type: "uuid", nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_path_goals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_path_goals_learning_paths_PathId",
                        column: x => x.PathId,
                        principalSchema: "paths",
                        principalTable: "learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "path_steps",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PathId = table.Column<Guid>(type: "uuid", nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Activity = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_path_steps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_path_steps_learning_paths_PathId",
                        column: x => x.PathId,
                        principalSchema: "paths",
                        principalTable: "learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "path_tags",
                schema: "paths",
                columns: table => new
                {
                    PathId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tag = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_path_tags", x => new { x.PathId, x.Tag });
                    table.ForeignKey(
                        name: "FK_path_tags_learning_paths_PathId",
                        column: x => x.PathId,
                        principalSchema: "paths",
                        principalTable: "learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "event_sessions",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EventId = table.Column<Guid>(type: "uuid", nullable: false),
                    Place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    TrainerId = table.Column<Guid>(type: "uuid", nullable: true),
                    Seats = table.Column<int>(type: "integer", nullable: false),
                    TimeZone = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    DeadlineAt = table.Column<long>(type: "bigint", nullable: false),
                    CancelledAt = table.Column<long>(type: "bigint", nullable: true),
                    CancelReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_event_sessions_training_events_EventId",
                        column: x => x.EventId,
                        principalSchema: "paths",
                        principalTable: "training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_event_tags",
                schema: "paths",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tag = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_event_tags", x => new { x.EventId, x.Tag });
                    table.ForeignKey(
                        name: "FK_training_event_tags_training_events_EventId",
                        column: x => x.EventId,
                        principalSchema: "paths",
                        principalTable: "training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_event_units",
                schema: "paths",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "uuid", nullable: false),
                    Unit = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_event_units", x => new { x.EventId, x.Unit });
                    table.ForeignKey(
                        name: "FK_training_event_units_training_events_EventId",
                        column: x => x.EventId,
                        principalSchema: "paths",
                        principalTable: "training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "course_file_bytes",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_file_bytes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_course_file_bytes_course_files_Id",
                        column: x => x.Id,
                        principalSchema: "paths",
                        principalTable: "course_files",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "course_items",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Target = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_course_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_course_items_course_files_FileId",
                        column: x => x.FileId,
                        principalSchema: "paths",
                        principalTable: "course_files",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_course_items_courses_CourseId",
                        column: x => x.CourseId,
                        principalSchema: "paths",
                        principalTable: "courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "item_progress",
                schema: "paths",
                columns: table => new
                {
                    EnrolmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_progress", x => new { x.EnrolmentId, x.ItemId });
                    table.ForeignKey(
                        name: "FK_item_progress_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalSchema: "paths",
                        principalTable: "enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tries",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EnrolmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Threshold = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Answers = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_tries_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalSchema: "paths",
                        principalTable: "enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SessionId = table.Column<Guid>(type: "uuid", nullable: false),
                    EventId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registrations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_registrations_event_sessions_SessionId",
                        column: x => x.SessionId,
                        principalSchema: "paths",
                        principalTable: "event_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_dates",
                schema: "paths",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_dates", x => new { x.SessionId, x.Number });
                    table.ForeignKey(
                        name: "FK_session_dates_event_sessions_SessionId",
                        column: x => x.SessionId,
                        principalSchema: "paths",
                        principalTable: "event_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_course_files_CourseId",
                schema: "paths",
                table: "course_files",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_course_items_CourseId",
                schema: "paths",
                table: "course_items",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_course_items_FileId",
                schema: "paths",
                table: "course_items",
                column: "FileId");

            migrationBuilder.CreateIndex(
                name: "IX_course_prerequisites_CourseId",
                schema: "paths",
                table: "course_prerequisites",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_course_prerequisites_RequiredCourseId",
                schema: "paths",
                table: "course_prerequisites",
                column: "RequiredCourseId");

            migrationBuilder.CreateIndex(
                name: "IX_course_prerequisites_SkillId",
                schema: "paths",
                table: "course_prerequisites",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_course_tags_Tag",
                schema: "paths",
                table: "course_tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_courses_AuthorId",
                schema: "paths",
                table: "courses",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_courses_Code",
                schema: "paths",
                table: "courses",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_courses_State_SearchText",
                schema: "paths",
                table: "courses",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_enrolments_CourseId",
                schema: "paths",
                table: "enrolments",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_enrolments_PersonId_CourseId_Occurrence",
                schema: "paths",
                table: "enrolments",
                columns: new[] { "PersonId", "CourseId", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_enrolments_PersonId_TouchedAt",
                schema: "paths",
                table: "enrolments",
                columns: new[] { "PersonId", "TouchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_event_sessions_EventId_StartsAt",
                schema: "paths",
                table: "event_sessions",
                columns: new[] { "EventId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_event_sessions_StartsAt",
                schema: "paths",
                table: "event_sessions",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_event_sessions_TrainerId_StartsAt",
                schema: "paths",
                table: "event_sessions",
                columns: new[] { "TrainerId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_journeys_PathId",
                schema: "paths",
                table: "journeys",
                column: "PathId");

            migrationBuilder.CreateIndex(
                name: "IX_journeys_PersonId_PathId",
                schema: "paths",
                table: "journeys",
                columns: new[] { "PersonId", "PathId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_learning_paths_State_SearchText",
                schema: "paths",
                table: "learning_paths",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_path_assignments_PathId_AssignedAt",
                schema: "paths",
                table: "path_assignments",
                columns: new[] { "PathId", "AssignedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_path_assignments_TargetId_Kind",
                schema: "paths",
                table: "path_assignments",
                columns: new[] { "TargetId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_path_goals_PathId_Edition_SkillId",
                schema: "paths",
                table: "path_goals",
                columns: new[] { "PathId", "Edition", "SkillId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_path_steps_Activity",
                schema: "paths",
                table: "path_steps",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_path_steps_PathId_Edition_Activity",
                schema: "paths",
                table: "path_steps",
                columns: new[] { "PathId", "Edition", "Activity" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_path_tags_Tag",
                schema: "paths",
                table: "path_tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_questions_CourseId",
                schema: "paths",
                table: "questions",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_registrations_PersonId_EventId",
                schema: "paths",
                table: "registrations",
                columns: new[] { "PersonId", "EventId" });

            migrationBuilder.CreateIndex(
                name: "IX_registrations_SessionId_PersonId",
                schema: "paths",
                table: "registrations",
                columns: new[] { "SessionId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_events_State_SearchText",
                schema: "paths",
                table: "training_events",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_tries_EnrolmentId_Number",
                schema: "paths",
                table: "tries",
                columns: new[] { "EnrolmentId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "course_file_bytes",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_items",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_prerequisites",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_tags",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_units",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "done_activities",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "item_progress",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "journeys",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "path_assignments",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "path_goals",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "path_steps",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "path_tags",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "questions",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "registrations",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "session_dates",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "training_event_tags",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "training_event_units",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "tries",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_files",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "learning_paths",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "event_sessions",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "enrolments",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "training_events",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "courses",
                schema: "paths");
        }
    }
}
