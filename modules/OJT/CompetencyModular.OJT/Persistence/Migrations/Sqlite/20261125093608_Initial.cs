using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.OJT.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ojt_programmes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CurrentVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    HasChanges = table.Column<bool>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_programmes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ojt_appointments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProgrammeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AppointedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    AppointedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_appointments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_appointments_ojt_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "ojt_programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ojt_objectives",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProgrammeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    AssessorSkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AssessorScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    AssessorOrdinal = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_objectives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_objectives_ojt_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "ojt_programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_programme_versions",
                columns: table => new
                {
                    ProgrammeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PublishedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_programme_versions", x => new { x.ProgrammeId, x.Number });
                    table.ForeignKey(
                        name: "FK_ojt_programme_versions_ojt_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "ojt_programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_trainings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TraineeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MentorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProgrammeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProgrammeVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Goal = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    TouchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CompletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    JournalLength = table.Column<int>(type: "INTEGER", nullable: false),
                    Completions = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_trainings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_trainings_ojt_programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "ojt_programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ojt_programme_tasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "TEXT", nullable: false),
                    IsRequired = table.Column<bool>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_programme_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_programme_tasks_ojt_objectives_ObjectiveId",
                        column: x => x.ObjectiveId,
                        principalTable: "ojt_objectives",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrainingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    InvitedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvitedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WithdrawnAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_invitations_ojt_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalTable: "ojt_trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_journal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrainingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TaskId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    Feedback = table.Column<string>(type: "TEXT", nullable: false),
                    Links = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_journal", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_journal_ojt_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalTable: "ojt_trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_training_objectives",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrainingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    AssessorSkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AssessorScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    AssessorOrdinal = table.Column<int>(type: "INTEGER", nullable: false),
                    IsFormer = table.Column<bool>(type: "INTEGER", nullable: false),
                    AttestedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AttestedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Attestations = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_training_objectives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_training_objectives_ojt_trainings_TrainingId",
                        column: x => x.TrainingId,
                        principalTable: "ojt_trainings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_evidence_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_evidence_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_evidence_files_ojt_journal_EntryId",
                        column: x => x.EntryId,
                        principalTable: "ojt_journal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ojt_training_tasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ObjectiveId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "TEXT", nullable: false),
                    IsRequired = table.Column<bool>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SubmittedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    JudgedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    JudgedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    NextStep = table.Column<string>(type: "TEXT", nullable: false),
                    Demonstrations = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ojt_training_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ojt_training_tasks_ojt_training_objectives_ObjectiveId",
                        column: x => x.ObjectiveId,
                        principalTable: "ojt_training_objectives",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_appointments_PersonId",
                table: "ojt_appointments",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_appointments_ProgrammeId_PersonId",
                table: "ojt_appointments",
                columns: new[] { "ProgrammeId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_evidence_files_EntryId",
                table: "ojt_evidence_files",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_invitations_TokenHash",
                table: "ojt_invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ojt_invitations_TrainingId",
                table: "ojt_invitations",
                column: "TrainingId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_journal_TaskId_Number",
                table: "ojt_journal",
                columns: new[] { "TaskId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_journal_TrainingId_Number",
                table: "ojt_journal",
                columns: new[] { "TrainingId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ojt_objectives_ProgrammeId",
                table: "ojt_objectives",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_programme_tasks_ObjectiveId",
                table: "ojt_programme_tasks",
                column: "ObjectiveId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_programmes_State_SearchText",
                table: "ojt_programmes",
                columns: new[] { "State", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_training_objectives_SourceId",
                table: "ojt_training_objectives",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_training_objectives_TrainingId",
                table: "ojt_training_objectives",
                column: "TrainingId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_training_tasks_ObjectiveId",
                table: "ojt_training_tasks",
                column: "ObjectiveId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_training_tasks_SourceId",
                table: "ojt_training_tasks",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_training_tasks_State_SubmittedAt",
                table: "ojt_training_tasks",
                columns: new[] { "State", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_trainings_MentorId_State",
                table: "ojt_trainings",
                columns: new[] { "MentorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_trainings_ProgrammeId",
                table: "ojt_trainings",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_ojt_trainings_State_TouchedAt",
                table: "ojt_trainings",
                columns: new[] { "State", "TouchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ojt_trainings_TraineeId_ProgrammeId_Occurrence",
                table: "ojt_trainings",
                columns: new[] { "TraineeId", "ProgrammeId", "Occurrence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ojt_appointments");

            migrationBuilder.DropTable(
                name: "ojt_evidence_files");

            migrationBuilder.DropTable(
                name: "ojt_invitations");

            migrationBuilder.DropTable(
                name: "ojt_programme_tasks");

            migrationBuilder.DropTable(
                name: "ojt_programme_versions");

            migrationBuilder.DropTable(
                name: "ojt_training_tasks");

            migrationBuilder.DropTable(
                name: "ojt_journal");

            migrationBuilder.DropTable(
                name: "ojt_objectives");

            migrationBuilder.DropTable(
                name: "ojt_training_objectives");

            migrationBuilder.DropTable(
                name: "ojt_trainings");

            migrationBuilder.DropTable(
                name: "ojt_programmes");
        }
    }
}
