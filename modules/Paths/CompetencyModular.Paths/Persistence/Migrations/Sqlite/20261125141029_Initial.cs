using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "paths_courses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Money = table.Column<long>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Delivery = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CompletedBy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_courses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "paths_done_activities",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Activity = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_done_activities", x => new { x.PersonId, x.Activity, x.OccurrenceKey });
                });

            migrationBuilder.CreateTable(
                name: "paths_learning_paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", nullable: false),
                    Order = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderInForce = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_learning_paths", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "paths_training_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", nullable: false),
                    Agenda = table.Column<string>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Money = table.Column<long>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsForEverybody = table.Column<bool>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_training_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_course_files_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_prerequisites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequiredCourseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: true),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_prerequisites", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_course_prerequisites_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_paths_course_prerequisites_paths_courses_RequiredCourseId",
                        column: x => x.RequiredCourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_tags",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tag = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_tags", x => new { x.CourseId, x.Tag });
                    table.ForeignKey(
                        name: "FK_paths_course_tags_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_units",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_units", x => new { x.CourseId, x.Unit });
                    table.ForeignKey(
                        name: "FK_paths_course_units_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_enrolments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RequestedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    EnrolledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TouchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MasteredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MasteredEdition = table.Column<int>(type: "INTEGER", nullable: true),
                    LeftAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_enrolments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_enrolments_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_questions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Options = table.Column<string>(type: "TEXT", nullable: false),
                    Explanation = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_questions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_questions_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_journeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PathId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MasteredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MasteredEdition = table.Column<int>(type: "INTEGER", nullable: true),
                    LeftAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Masteries = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_journeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_journeys_paths_learning_paths_PathId",
                        column: x => x.PathId,
                        principalTable: "paths_learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_path_assignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PathId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_path_assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_path_assignments_paths_learning_paths_PathId",
                        column: x => x.PathId,
                        principalTable: "paths_learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_path_goals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PathId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_path_goals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_path_goals_paths_learning_paths_PathId",
                        column: x => x.PathId,
                        principalTable: "paths_learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_path_steps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PathId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Activity = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_path_steps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_path_steps_paths_learning_paths_PathId",
                        column: x => x.PathId,
                        principalTable: "paths_learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_path_tags",
                columns: table => new
                {
                    PathId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tag = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_path_tags", x => new { x.PathId, x.Tag });
                    table.ForeignKey(
                        name: "FK_paths_path_tags_paths_learning_paths_PathId",
                        column: x => x.PathId,
                        principalTable: "paths_learning_paths",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_event_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    TrainerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeadlineAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CancelledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_event_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_event_sessions_paths_training_events_EventId",
                        column: x => x.EventId,
                        principalTable: "paths_training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_training_event_tags",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tag = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_training_event_tags", x => new { x.EventId, x.Tag });
                    table.ForeignKey(
                        name: "FK_paths_training_event_tags_paths_training_events_EventId",
                        column: x => x.EventId,
                        principalTable: "paths_training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_training_event_units",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_training_event_units", x => new { x.EventId, x.Unit });
                    table.ForeignKey(
                        name: "FK_paths_training_event_units_paths_training_events_EventId",
                        column: x => x.EventId,
                        principalTable: "paths_training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_file_bytes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_file_bytes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_course_file_bytes_paths_course_files_Id",
                        column: x => x.Id,
                        principalTable: "paths_course_files",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_course_items",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    Target = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_course_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_course_items_paths_course_files_FileId",
                        column: x => x.FileId,
                        principalTable: "paths_course_files",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_paths_course_items_paths_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "paths_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_item_progress",
                columns: table => new
                {
                    EnrolmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_item_progress", x => new { x.EnrolmentId, x.ItemId });
                    table.ForeignKey(
                        name: "FK_paths_item_progress_paths_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalTable: "paths_enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_tries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnrolmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Answers = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_tries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_tries_paths_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalTable: "paths_enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_registrations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Turn = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_registrations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_registrations_paths_event_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "paths_event_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "paths_session_dates",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_session_dates", x => new { x.SessionId, x.Number });
                    table.ForeignKey(
                        name: "FK_paths_session_dates_paths_event_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "paths_event_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_files_CourseId",
                table: "paths_course_files",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_items_CourseId",
                table: "paths_course_items",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_items_FileId",
                table: "paths_course_items",
                column: "FileId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_prerequisites_CourseId",
                table: "paths_course_prerequisites",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_prerequisites_RequiredCourseId",
                table: "paths_course_prerequisites",
                column: "RequiredCourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_prerequisites_SkillId",
                table: "paths_course_prerequisites",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_course_tags_Tag",
                table: "paths_course_tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_paths_courses_AuthorId",
                table: "paths_courses",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_courses_Code",
                table: "paths_courses",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_courses_State_SearchText",
                table: "paths_courses",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_enrolments_CourseId",
                table: "paths_enrolments",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_enrolments_PersonId_CourseId_Occurrence",
                table: "paths_enrolments",
                columns: new[] { "PersonId", "CourseId", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_enrolments_PersonId_TouchedAt",
                table: "paths_enrolments",
                columns: new[] { "PersonId", "TouchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_event_sessions_EventId_StartsAt",
                table: "paths_event_sessions",
                columns: new[] { "EventId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_event_sessions_StartsAt",
                table: "paths_event_sessions",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_paths_event_sessions_TrainerId_StartsAt",
                table: "paths_event_sessions",
                columns: new[] { "TrainerId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_journeys_PathId",
                table: "paths_journeys",
                column: "PathId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_journeys_PersonId_PathId",
                table: "paths_journeys",
                columns: new[] { "PersonId", "PathId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_learning_paths_State_SearchText",
                table: "paths_learning_paths",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_assignments_PathId_AssignedAt",
                table: "paths_path_assignments",
                columns: new[] { "PathId", "AssignedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_assignments_TargetId_Kind",
                table: "paths_path_assignments",
                columns: new[] { "TargetId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_goals_PathId_Edition_SkillId",
                table: "paths_path_goals",
                columns: new[] { "PathId", "Edition", "SkillId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_steps_Activity",
                table: "paths_path_steps",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_steps_PathId_Edition_Activity",
                table: "paths_path_steps",
                columns: new[] { "PathId", "Edition", "Activity" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_path_tags_Tag",
                table: "paths_path_tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_paths_questions_CourseId",
                table: "paths_questions",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_registrations_PersonId_EventId",
                table: "paths_registrations",
                columns: new[] { "PersonId", "EventId" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_registrations_SessionId_PersonId",
                table: "paths_registrations",
                columns: new[] { "SessionId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_training_events_State_SearchText",
                table: "paths_training_events",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_tries_EnrolmentId_Number",
                table: "paths_tries",
                columns: new[] { "EnrolmentId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "paths_course_file_bytes");

            migrationBuilder.DropTable(
                name: "paths_course_items");

            migrationBuilder.DropTable(
                name: "paths_course_prerequisites");

            migrationBuilder.DropTable(
                name: "paths_course_tags");

            migrationBuilder.DropTable(
                name: "paths_course_units");

            migrationBuilder.DropTable(
                name: "paths_done_activities");

            migrationBuilder.DropTable(
                name: "paths_item_progress");

            migrationBuilder.DropTable(
                name: "paths_journeys");

            migrationBuilder.DropTable(
                name: "paths_path_assignments");

            migrationBuilder.DropTable(
                name: "paths_path_goals");

            migrationBuilder.DropTable(
                name: "paths_path_steps");

            migrationBuilder.DropTable(
                name: "paths_path_tags");

            migrationBuilder.DropTable(
                name: "paths_questions");

            migrationBuilder.DropTable(
                name: "paths_registrations");

            migrationBuilder.DropTable(
                name: "paths_session_dates");

            migrationBuilder.DropTable(
                name: "paths_training_event_tags");

            migrationBuilder.DropTable(
                name: "paths_training_event_units");

            migrationBuilder.DropTable(
                name: "paths_tries");

            migrationBuilder.DropTable(
                name: "paths_course_files");

            migrationBuilder.DropTable(
                name: "paths_learning_paths");

            migrationBuilder.DropTable(
                name: "paths_event_sessions");

            migrationBuilder.DropTable(
                name: "paths_enrolments");

            migrationBuilder.DropTable(
                name: "paths_training_events");

            migrationBuilder.DropTable(
                name: "paths_courses");
        }
    }
}
