using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.OJT.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "ojt");

            migrationBuilder.CreateTable(
                name: "programmes",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false),
                    Scheme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CurrentVersion = table.Column<int>(type: "integer", nullable: false),
                    HasChanges = table.Column<bool>(type: "boolean", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_programmes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProgrammeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    AppointedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AppointedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_appointments_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalSchema: "ojt",
                        principalTable: "programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "objectives",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProgrammeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    AssessorSkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    AssessorScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    AssessorOrdinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_objectives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_objectives_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalSchema: "ojt",
                        principalTable: "programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "programme_versions",
                schema: "ojt",
                columns: table => new
                {
                    ProgrammeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    PublishedAt = table.Column<long>(type: "bigint", nullable: false),
                    PublishedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_programme_versions", x => new { x.ProgrammeId, x.Number });
                    table.ForeignKey(
                        name: "FK_programme_versions_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalSchema: "ojt",
                        principalTable: "programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trainings",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TraineeId = table.Column<Guid>(type: "uuid", nullable: false),
                    MentorId = table.Column<Guid>(type: "uuid", nullable: true),
                    ProgrammeId = table.Column<Guid>(type: "uuid", nullable: true),
                    ProgrammeVersion = table.Column<int>(type: "integer", nullable: false),
                    Occurrence = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Scheme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Goal = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    TouchedAt = table.Column<long>(type: "bigint", nullable: false),
                    CompletedAt = table.Column<long>(type: "bigint", nullable: true),
                    JournalLength = table.Column<int>(type: "integer", nullable: false),
                    Completions = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trainings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_trainings_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalSchema: "ojt",
                        principalTable: "programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "programme_tasks",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "text", nullable: false),
                    IsRequired = table.Column<bool>(type: "boolean", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_programme_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_programme_tasks_objectives_ObjectiveId",
                        column: x => x.ObjectiveId,
                        principalSchema: "ojt",
                        principalTable: "objectives",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrainingId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: false),
                    InvitedAt = table.Column<long>(type: "bigint", nullable: false),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_invitations_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalSchema: "ojt",
                        principalTable: "trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrainingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "uuid", nullable: true),
                    TaskId = table.Column<Guid>(type: "uuid", nullable: true),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false),
                    Feedback = table.Column<string>(type: "text", nullable: false),
                    Links = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.Id);
                    table.ForeignKey(
                        name: "FK_journal_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalSchema: "ojt",
                        principalTable: "trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_objectives",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrainingId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    AssessorSkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    AssessorScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    AssessorOrdinal = table.Column<int>(type: "integer", nullable: false),
                    IsFormer = table.Column<bool>(type: "boolean", nullable: false),
                    AttestedAt = table.Column<long>(type: "bigint", nullable: true),
                    AttestedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Attestations = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_objectives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_objectives_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalSchema: "ojt",
                        principalTable: "trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evidence_files",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: false),
                    Area = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_evidence_files_journal_EntryId",
                        column: x => x.EntryId,
                        principalSchema: "ojt",
                        principalTable: "journal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_tasks",
                schema: "ojt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "text", nullable: false),
                    IsRequired = table.Column<bool>(type: "boolean", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    SubmittedAt = table.Column<long>(type: "bigint", nullable: true),
                    JudgedAt = table.Column<long>(type: "bigint", nullable: true),
                    JudgedById = table.Column<Guid>(type: "uuid", nullable: true),
                    NextStep = table.Column<string>(type: "text", nullable: false),
                    Demonstrations = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_tasks_training_objectives_ObjectiveId",
                        column: x => x.ObjectiveId,
                        principalSchema: "ojt",
                        principalTable: "training_objectives",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_appointments_PersonId",
                schema: "ojt",
                table: "appointments",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_appointments_ProgrammeId_PersonId",
                schema: "ojt",
                table: "appointments",
                columns: new[] { "ProgrammeId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_files_EntryId",
                schema: "ojt",
                table: "evidence_files",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_invitations_TokenHash",
                schema: "ojt",
                table: "invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invitations_TrainingId",
                schema: "ojt",
                table: "invitations",
                column: "TrainingId");

            migrationBuilder.CreateIndex(
                name: "IX_journal_TaskId_Number",
                schema: "ojt",
                table: "journal",
                columns: new[] { "TaskId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_TrainingId_Number",
                schema: "ojt",
                table: "journal",
                columns: new[] { "TrainingId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_objectives_ProgrammeId",
                schema: "ojt",
                table: "objectives",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_programme_tasks_ObjectiveId",
                schema: "ojt",
                table: "programme_tasks",
                column: "ObjectiveId");

            migrationBuilder.CreateIndex(
                name: "IX_programmes_State_SearchText",
                schema: "ojt",
                table: "programmes",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_training_objectives_SourceId",
                schema: "ojt",
                table: "training_objectives",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_training_objectives_TrainingId",
                schema: "ojt",
                table: "training_objectives",
                column: "TrainingId");

            migrationBuilder.CreateIndex(
                name: "IX_training_tasks_ObjectiveId",
                schema: "ojt",
                table: "training_tasks",
                column: "ObjectiveId");

            migrationBuilder.CreateIndex(
                name: "IX_training_tasks_SourceId",
                schema: "ojt",
                table: "training_tasks",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_training_tasks_State_SubmittedAt",
                schema: "ojt",
                table: "training_tasks",
                columns: new[] { "State", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_trainings_MentorId_State",
                schema: "ojt",
                table: "trainings",
                columns: new[] { "MentorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_trainings_ProgrammeId",
                schema: "ojt",
                table: "trainings",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_trainings_State_TouchedAt",
                schema: "ojt",
                table: "trainings",
                columns: new[] { "State", "TouchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_trainings_TraineeId_ProgrammeId_Occurrence",
                schema: "ojt",
                table: "trainings",
                columns: new[] { "TraineeId", "ProgrammeId", "Occurrence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appointments",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "evidence_files",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "invitations",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "programme_tasks",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "programme_versions",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "training_tasks",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "journal",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "objectives",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "training_objectives",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "trainings",
                schema: "ojt");

            migrationBuilder.DropTable(
                name: "programmes",
                schema: "ojt");
        }
    }
}
