using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PracticalTasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AssessedBy",
                table: "paths_course_items",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Trainers");

            migrationBuilder.AddColumn<string>(
                name: "Criteria",
                table: "paths_course_items",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "paths_task_submissions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnrolmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "TEXT", nullable: false),
                    Criteria = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    AssessorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TouchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    HandedInAt = table.Column<long>(type: "INTEGER", nullable: true),
                    JudgedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    JudgedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Feedback = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_task_submissions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_task_submissions_paths_course_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "paths_course_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_paths_task_submissions_paths_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalTable: "paths_enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paths_submission_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubmissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_submission_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_submission_files_paths_task_submissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "paths_task_submissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_paths_submission_files_SubmissionId",
                table: "paths_submission_files",
                column: "SubmissionId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_AssessorId_State",
                table: "paths_task_submissions",
                columns: new[] { "AssessorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_EnrolmentId_ItemId_Number",
                table: "paths_task_submissions",
                columns: new[] { "EnrolmentId", "ItemId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_ItemId",
                table: "paths_task_submissions",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_JudgedById",
                table: "paths_task_submissions",
                column: "JudgedById");

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_PersonId_CourseId_ItemId",
                table: "paths_task_submissions",
                columns: new[] { "PersonId", "CourseId", "ItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_paths_task_submissions_State_HandedInAt",
                table: "paths_task_submissions",
                columns: new[] { "State", "HandedInAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "paths_submission_files");

            migrationBuilder.DropTable(
                name: "paths_task_submissions");

            migrationBuilder.DropColumn(
                name: "AssessedBy",
                table: "paths_course_items");

            migrationBuilder.DropColumn(
                name: "Criteria",
                table: "paths_course_items");
        }
    }
}
