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
                name: "IX_questions_CourseId",
                schema: "paths",
                table: "questions",
                column: "CourseId");

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
                name: "item_progress",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "questions",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "tries",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "course_files",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "enrolments",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "courses",
                schema: "paths");
        }
    }
}
